using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>A Participants service whose peers are down.</summary>
public sealed class CatalogueDownFixture() : ServiceFixture<DepartmentStore>("participants")
{
    protected override Task StartPeersAsync()
    {
        ConfigureUnreachablePeer("focus-catalogue");
        ConfigureUnreachablePeer("development-plans");
        return Task.CompletedTask;
    }
}

public sealed class CatalogueDownTests(CatalogueDownFixture fixture) : IClassFixture<CatalogueDownFixture>
{
    [Fact]
    public Task Says_that_it_cannot_be_reached() =>
        Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, () => fixture
        .Client<V1.WorkGroupService.WorkGroupServiceClient>().CreateWorkGroupAsync(new()
        {
            Parent = PeopleFixture.Hub,
            WorkGroup = new() { Focus = PeopleFixture.Focus, DisplayName = "Wakefield Sustaining", Capacity = 8 },
        }).ResponseAsync);

    [Fact]
    public async Task Serves_what_does_not_need_it()
    {
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>();

        var page = await people.ListDepartmentsAsync(new() { Parent = PeopleFixture.Hub });

        Assert.Empty(page.Departments);
    }
}
