namespace Mastery.Participants.Tests;

public sealed class GetHubTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Answers_with_what_is_known_of_a_seeded_hub()
    {
        var hub = await fixture.Directory.GetHubAsync(new() { Name = "hubs/yorkshire-and-the-humber" });

        Assert.Equal("Yorkshire and the Humber Maths Hub", hub.DisplayName);
        Assert.Equal("yhmathshub@outwood.com", hub.ContactEmail);
        Assert.Equal(["Outwood Primary Academy Lofthouse Gate"], hub.LeadSchools.Select(lead => lead.DisplayName));
        Assert.Equal(["382", "384", "810", "812", "813"], hub.Areas.Select(area => area.Code));
    }
}
