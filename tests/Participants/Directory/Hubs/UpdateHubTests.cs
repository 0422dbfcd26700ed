using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class UpdateHubTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Moves_schools_with_their_areas()
    {
        var school = await fixture.SchoolAsync();
        var area = Authority(school.LocalAuthority.Code);
        var giver = await fixture.HubAsync(area);
        var taker = await fixture.HubAsync();

        await AreasAsync(giver);
        await AreasAsync(taker, area);

        var moved = await fixture.GetAsync(school.Urn);
        Assert.Equal(taker.Name, moved.Hub);
        Assert.NotEqual(school.Etag, moved.Etag);
    }

    [Fact]
    public async Task Leaves_a_school_without_a_hub_when_its_area_goes()
    {
        var school = await fixture.SchoolAsync();
        var hub = await fixture.HubAsync(Authority(school.LocalAuthority.Code));

        await AreasAsync(hub);

        var left = await fixture.GetAsync(school.Urn);
        Assert.Equal(("", V1.School.Types.HubReason.None), (left.Hub, left.HubReason));
    }

    [Fact]
    public async Task Lets_a_district_take_precedence_over_its_local_authority()
    {
        var school = await fixture.SchoolAsync(record => record.District = new() { Code = "E07099001" });
        await fixture.HubAsync(Authority(school.LocalAuthority.Code));

        var hub = await fixture.HubAsync(District("E07099001"));

        var placed = await fixture.GetAsync(school.Urn);
        Assert.Equal((hub.Name, V1.School.Types.HubReason.District), (placed.Hub, placed.HubReason));
    }

    [Fact]
    public async Task Leaves_a_school_that_a_person_assigned()
    {
        var school = await fixture.SchoolAsync();
        var area = Authority(school.LocalAuthority.Code);
        await fixture.Directory.AssignSchoolHubAsync(
            new() { Name = school.Name, Hub = "hubs/sussex", Reason = "It asked." });

        await fixture.HubAsync(area);

        Assert.Equal("hubs/sussex", (await fixture.GetAsync(school.Urn)).Hub);
    }

    [Fact]
    public async Task Refuses_an_area_that_another_hub_serves()
    {
        var code = FreshAuthority();
        await fixture.HubAsync(Authority(code));
        var taker = await fixture.HubAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => AreasAsync(taker, Authority(code)));

        Assert.Empty((await fixture.Directory.GetHubAsync(new() { Name = taker.Name })).Areas);
    }

    [Fact]
    public async Task Keeps_the_order_of_areas()
    {
        var (first, second) = (FreshAuthority(), FreshAuthority());
        var hub = await fixture.HubAsync(Authority(first), Authority(second));

        var updated = await AreasAsync(hub, Authority(second), Authority(first));

        Assert.Equal([second, first], updated.Areas.Select(area => area.Code));
    }

    async Task<V1.Hub> AreasAsync(
        V1.Hub hub, params V1.Hub.Types.Area[] areas) => await fixture.Directory.UpdateHubAsync(new()
        {
            Hub = new() { Name = hub.Name, Areas = { areas } },
            UpdateMask = new() { Paths = { "areas" } },
        });
}
