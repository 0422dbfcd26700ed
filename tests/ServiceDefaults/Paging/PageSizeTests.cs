using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Paging;

public sealed class PageSizeTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const int LargestMessage = 4 * 1024 * 1024;
    const int Shelves = 500;

    [Theory]
    [InlineData("")]
    [InlineData("note desc")]
    public async Task A_page_of_large_rows_ends_early_and_the_next_one_goes_on(string order)
    {
        var hub = LibraryFixture.NewHub();
        await FillAsync(hub, Shelves);

        List<string> seen = [];
        var token = "";
        do
        {
            var page = await library.Library(hub).ListShelvesAsync(
                new() { Parent = $"hubs/{hub}", PageSize = 1000, OrderBy = order, PageToken = token });
            Assert.InRange(page.CalculateSize(), 1, LargestMessage);
            Assert.NotEmpty(page.Shelves);
            seen.AddRange(page.Shelves.Select(shelf => shelf.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(Shelves, seen.Count);
        Assert.Equal(Shelves, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_fits_is_whole()
    {
        var hub = LibraryFixture.NewHub();
        await FillAsync(hub, 150);

        var page = await library.Library(hub).ListShelvesAsync(new() { Parent = $"hubs/{hub}", PageSize = 150 });

        Assert.Equal((150, ""), (page.Shelves.Count, page.NextPageToken));
    }

    /// <summary>Shelves with notes of 20,000 bytes.</summary>
    async Task FillAsync(string hub, int count)
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("""
            WITH tenant AS MATERIALIZED (SELECT set_config('mastery.hub', $1, false))
            INSERT INTO shelf (hub_id, id, display_name, colour, note, labels, capacity, room, floor, neighbours,
                keepers, budget, state)
            SELECT $1, gen_random_uuid(), 'shelf ' || number, 'RED', number || repeat('é', 9990), '{}', 1, '', '', '{}',
                '{}', 0, 'OPEN'
            FROM tenant, generate_series(1, $2) AS number
            """, connection)
        {
            Parameters = { new() { Value = hub }, new() { Value = count } },
        };
        await command.ExecuteNonQueryAsync();
    }
}
