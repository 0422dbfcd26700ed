using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;
using HubReason = Mastery.Participants.V1.School.Types.HubReason;

namespace Mastery.Participants.Tests;

public sealed class AssignSchoolHubTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Takes_precedence_over_the_area()
    {
        var school = await fixture.SchoolAsync(record => record.LocalAuthority.Code = "382");

        var assigned = await AssignAsync(school, "hubs/west-yorkshire");

        Assert.Equal(
            ("hubs/west-yorkshire", HubReason.Assigned, "It asked."),
            (assigned.Hub, assigned.HubReason, assigned.HubOverrideReason));
    }

    [Fact]
    public async Task Returns_the_school_to_its_area_without_a_hub()
    {
        var school = await fixture.SchoolAsync(record => record.LocalAuthority.Code = "382");
        await AssignAsync(school, "hubs/west-yorkshire");

        var returned = await AssignAsync(school, "");

        Assert.Equal(
            ("hubs/yorkshire-and-the-humber", HubReason.LocalAuthority, ""),
            (returned.Hub, returned.HubReason, returned.HubOverrideReason));
    }

    [Fact]
    public async Task Moves_from_one_assigned_hub_to_another_for_the_same_reason()
    {
        var school = await fixture.SchoolAsync();
        await AssignAsync(school, "hubs/west-yorkshire");

        var moved = await AssignAsync(school, "hubs/sussex");

        Assert.Equal("hubs/sussex", moved.Hub);
    }

    [Fact]
    public async Task Writes_nothing_if_the_assignment_is_the_same()
    {
        var school = await fixture.SchoolAsync();
        var assigned = await AssignAsync(school, "hubs/sussex");

        var again = await AssignAsync(school, "hubs/sussex");

        Assert.Equal(assigned, again);
    }

    [Fact]
    public async Task Refuses_a_hub_that_is_not_there()
    {
        var school = await fixture.SchoolAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => AssignAsync(school, "hubs/nowhere"));
    }

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var school = await fixture.SchoolAsync();
        await AssignAsync(school, "hubs/sussex");

        await Refused.WithAsync(
            StatusCode.Aborted, ErrorReason.Conflict, () => AssignAsync(school, "hubs/solent", school.Etag));
    }

    [Fact]
    public async Task Requires_a_reason()
    {
        var school = await fixture.SchoolAsync();

        await Refused.ForFieldAsync("reason", async () =>
            await fixture.Directory.AssignSchoolHubAsync(new() { Name = school.Name, Hub = "hubs/sussex" }));
    }

    [Fact]
    public Task Does_not_find_a_school_that_is_not_there() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
        () => AssignAsync(new V1.School { Name = $"schools/{FreshUrn()}" }, "hubs/sussex"));

    async Task<V1.School> AssignAsync(V1.School school, string hub, string etag = "") =>
        await fixture.Directory.AssignSchoolHubAsync(
            new() { Name = school.Name, Hub = hub, Reason = "It asked.", Etag = etag });
}
