using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class DeleteHubTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Frees_its_areas()
    {
        var school = await fixture.SchoolAsync();
        var hub = await fixture.HubAsync(Authority(school.LocalAuthority.Code));

        await fixture.Directory.DeleteHubAsync(new() { Name = hub.Name });

        Assert.Equal("", (await fixture.GetAsync(school.Urn)).Hub);
        await fixture.HubAsync(Authority(school.LocalAuthority.Code));
    }

    [Fact]
    public async Task Refuses_one_to_which_a_school_is_assigned()
    {
        var school = await fixture.SchoolAsync();
        var hub = await fixture.HubAsync();
        await fixture.Directory.AssignSchoolHubAsync(
            new() { Name = school.Name, Hub = hub.Name, Reason = "It asked." });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            async () => await fixture.Directory.DeleteHubAsync(new() { Name = hub.Name }));
    }

    [Fact]
    public async Task Refuses_one_under_which_something_was_recorded()
    {
        var hub = await fixture.HubAsync();
        await RecordAsync(hub.Name["hubs/".Length..]);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            async () => await fixture.Directory.DeleteHubAsync(new() { Name = hub.Name }));
    }

    // Every write of a hub's own data leaves such a row.
    async Task RecordAsync(string hub)
    {
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{hub}', false); INSERT INTO revision (hub_id, revision) VALUES "
                + $"('{hub}', 1)",
            connection);
        await command.ExecuteNonQueryAsync();
    }
}
