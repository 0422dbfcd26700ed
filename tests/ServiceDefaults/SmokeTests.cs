using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests;

public sealed class SmokeTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    [Fact]
    public async Task A_shelf_goes_in_and_comes_out()
    {
        var hub = LibraryFixture.NewHub();
        var client = library.Library(hub);

        var created = await client.CreateShelfAsync(new() { Parent = $"hubs/{hub}", Shelf = new Shelf { DisplayName = "A" }, RequestId = Guid.NewGuid().ToString() });
        var read = await client.GetShelfAsync(new() { Name = created.Name });
        var listed = await client.ListShelvesAsync(new() { Parent = $"hubs/{hub}" });
        var updated = await client.UpdateShelfAsync(new() { Shelf = new() { Name = created.Name, DisplayName = "B", Etag = created.Etag } });
        using var http = library.Http(hub);
        var json = await http.GetStringAsync($"/v1/{created.Name}");

        Assert.Equal(created, read);
        Assert.Equal(created, Assert.Single(listed.Shelves));
        Assert.Equal("B", updated.DisplayName);
        Assert.Contains("\"displayName\":\"B\"", json.Replace(" ", ""));
    }
}
