namespace Mastery.Participants.Tests;

public sealed class ListHubsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Has_all_forty_hubs_of_England_from_the_start()
    {
        var response = await fixture.Directory.ListHubsAsync(new() { PageSize = 1000 });

        var seeded = response.Hubs.Where(
            hub => hub.CreateTime == response.Hubs.Single(one => one.Name == "hubs/abacus").CreateTime);
        Assert.Equal(40, seeded.Count());
    }

    [Fact]
    public async Task Filters_by_the_region()
    {
        var response = await fixture.Directory.ListHubsAsync(new() { Filter = "region:\"wakefield\"" });

        Assert.Equal(["hubs/yorkshire-and-the-humber"], response.Hubs.Select(hub => hub.Name));
    }

    [Fact]
    public async Task Orders_by_name_in_reverse()
    {
        var response = await fixture.Directory.ListHubsAsync(new() { OrderBy = "name desc", PageSize = 2 });

        Assert.Equal(
            ["hubs/yorkshire-ridings", "hubs/yorkshire-and-the-humber"], response.Hubs.Select(hub => hub.Name));
    }
}
