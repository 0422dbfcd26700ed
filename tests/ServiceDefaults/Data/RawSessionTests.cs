using Mastery.Testing;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class RawSessionTests(LibraryFixture library) : RawSessions(library), IClassFixture<LibraryFixture>
{
    [Fact]
    public async Task A_hub_set_for_one_call_is_not_left_for_the_next_on_the_connection()
    {
        var (hub, other) = (LibraryFixture.NewHub(), LibraryFixture.NewHub());
        await library.ShelfAsync(hub);
        await library.ShelfAsync(other);
        var (mine, theirs) = (library.Library(hub), library.Library(other));

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            var (client, its) = number % 2 == 0 ? (mine, hub) : (theirs, other);
            var listed = await client.ListShelvesAsync(new() { Parent = $"hubs/{its}" });
            Assert.StartsWith($"hubs/{its}/", Assert.Single(listed.Shelves).Name);
        }));
        var source = (NpgsqlDataSource)library.Service.Services.GetService(typeof(NpgsqlDataSource))!;
        await using var left = await source.OpenConnectionAsync();

        Assert.Empty(await left.ReadAsync("SELECT hub_id FROM shelf"));
    }

    protected override async Task FillAsync()
    {
        var hub = LibraryFixture.NewHub();
        var shelf = await library.ShelfAsync(hub);
        await library.Library(hub).CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });
    }
}
