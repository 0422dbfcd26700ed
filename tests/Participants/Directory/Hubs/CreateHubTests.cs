using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class CreateHubTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Moves_the_schools_of_its_areas_to_it()
    {
        var school = await fixture.SchoolAsync();

        var hub = await fixture.HubAsync(Authority(school.LocalAuthority.Code));

        var placed = await fixture.GetAsync(school.Urn);
        Assert.Equal((hub.Name, V1.School.Types.HubReason.LocalAuthority), (placed.Hub, placed.HubReason));
    }

    [Fact]
    public async Task Logs_the_schools_that_came_with_its_areas()
    {
        var school = await fixture.SchoolAsync();

        await fixture.HubAsync(Authority(school.LocalAuthority.Code));

        Assert.Equal(["hub", "hub_reason"], (await fixture.LogAsync(school.Name))[^1].Paths);
    }

    [Fact]
    public async Task Refuses_an_id_in_use()
    {
        var call = fixture.Directory.CreateHubAsync(
            new() { HubId = "south-yorkshire", Hub = new() { DisplayName = "Another" } });

        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () => await call);
    }

    [Theory]
    [InlineData("national")]
    [InlineData("South-Yorkshire")]
    [InlineData("1st")]
    [InlineData("a")]
    public async Task Refuses_an_invalid_id(string id)
    {
        var call = fixture.Directory.CreateHubAsync(new() { HubId = id, Hub = new() { DisplayName = "Another" } });

        await Refused.ForFieldAsync("hub_id", async () => await call);
    }

    [Fact]
    public async Task Refuses_an_area_that_another_hub_serves()
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => fixture.HubAsync(Authority("370")));

        Assert.Contains("hubs/south-yorkshire", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Refuses_an_area_given_twice()
    {
        var code = FreshAuthority();

        return Refused.ForFieldAsync("hub.areas[1].code", () => fixture.HubAsync(Authority(code), Authority(code)));
    }

    [Fact]
    public Task Refuses_a_code_that_is_not_of_its_kind() =>
        Refused.ForFieldAsync("hub.areas[0].code", () => fixture.HubAsync(District("382")));

    [Fact]
    public async Task Refuses_a_lead_that_ends_before_it_starts()
    {
        var lead = new V1.Hub.Types.LeadSchool
        {
            DisplayName = "A School",
            StartDate = "2024-09-01",
            EndDate = "2024-08-31",
        };
        var call = fixture.Directory.CreateHubAsync(
            new() { HubId = "late-hub", Hub = new() { DisplayName = "Late", LeadSchools = { lead } } });

        await Refused.ForFieldAsync("hub.lead_schools[0].end_date", async () => await call);
    }
}
