using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Paging;

public sealed class PagingTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public PagingTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Theory]
    [InlineData("")]
    [InlineData("display_name")]
    [InlineData("display_name desc")]
    [InlineData("displayName desc")]
    [InlineData("capacity")]
    [InlineData("capacity desc, display_name")]
    [InlineData("open_date")]
    [InlineData("open_date desc")]
    [InlineData("open_date desc, capacity, display_name desc")]
    [InlineData("create_time desc")]
    public async Task Pages_hold_each_row_once_in_the_order_of_one_big_page(string order)
    {
        await FillAsync(11);
        var whole = await ListAsync(new() { OrderBy = order });

        List<Shelf> pieces = [];
        var token = "";
        do
        {
            var page = await ListAsync(new() { OrderBy = order, PageSize = 2, PageToken = token });
            Assert.InRange(page.Shelves.Count, 1, 2);
            pieces.AddRange(page.Shelves);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(11, whole.Shelves.Count);
        Assert.Equal(whole.Shelves, pieces);
    }

    [Fact]
    public async Task Orders_as_it_says()
    {
        await FillAsync(6);

        var names = (await ListAsync(new() { OrderBy = "capacity desc, display_name" })).Shelves;

        Assert.Equal(names.OrderByDescending(shelf => shelf.Capacity)
            .ThenBy(shelf => shelf.DisplayName, StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task A_row_that_comes_or_goes_moves_no_other()
    {
        await FillAsync(4);
        var first = await ListAsync(new() { PageSize = 2, OrderBy = "display_name" });
        await _library.ShelfAsync(_hub, with => with.DisplayName = "00 before all");
        await _client.DeleteShelfAsync(new() { Name = first.Shelves[0].Name });

        var second = await ListAsync(new() { PageSize = 2, OrderBy = "display_name", PageToken = first.NextPageToken });

        Assert.Equal(["shelf 2", "shelf 3"], second.Shelves.Select(shelf => shelf.DisplayName));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task A_token_is_of_its_query_but_not_of_its_page_size()
    {
        await FillAsync(4);
        var token = (await ListAsync(new() { PageSize = 2, Filter = "capacity >= 0" })).NextPageToken;

        Assert.Equal(2, (await ListAsync(new()
        {
            PageSize = 3,
            Filter = "capacity >= 0",
            PageToken =
            token
        })).Shelves.Count);
        ListShelvesRequest[] others = [new() { PageToken = token },
            new() { Filter = "capacity >= 1", PageToken = token },
            new() { Filter = "capacity >= 0", OrderBy = "capacity", PageToken = token }];
        foreach (var other in others)
        {
            await Refused.ForFieldAsync("page_token", () => ListAsync(other));
        }
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        await FillAsync(4);
        var token = (await ListAsync(new() { PageSize = 2 })).NextPageToken;

        for (var at = 0; at < token.Length; at++)
        {
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            await Refused.ForFieldAsync("page_token", () => ListAsync(new() { PageSize = 2, PageToken = changed }));
        }

        foreach (var nonsense in new[] { "x", "====", "%", "ä", token[..5], token
            + "A", new string('A', 200), token.ToUpperInvariant() })
        {
            await Refused.ForFieldAsync("page_token", () => ListAsync(new() { PageToken = nonsense }));
        }
    }

    [Fact]
    public async Task A_size_is_fifty_or_what_is_asked_for_up_to_a_thousand()
    {
        await FillAsync(52);

        Assert.Equal(50, (await ListAsync(new())).Shelves.Count);
        Assert.Equal(51, (await ListAsync(new() { PageSize = 51 })).Shelves.Count);
        Assert.Equal(52, (await ListAsync(new() { PageSize = int.MaxValue })).Shelves.Count);
        Assert.Equal(1000, ListRequest.From(new ListShelvesRequest { PageSize = 1001 }).Size);
        await Refused.ForFieldAsync("page_size", () => ListAsync(new() { PageSize = -1 }));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("colour")]
    [InlineData("display_name up")]
    [InlineData("display_name, display_name")]
    [InlineData("display_name; DROP TABLE shelf")]
    [InlineData("display_name desc desc")]
    public Task Refuses_an_order_it_does_not_know(string order) =>
        Refused.ForFieldAsync("order_by", () => ListAsync(new() { OrderBy = order }));

    [Fact]
    public async Task A_list_over_every_hub_is_paged_too()
    {
        await FillAsync(3);
        var other = LibraryFixture.NewHub();
        await _library.ShelfAsync(other);
        var national = _library.Library("*");

        List<string> seen = [];
        var token = "";
        do
        {
            var page = await national.ListShelvesAsync(new() { Parent = "hubs/-", PageSize = 2, PageToken = token });
            seen.AddRange(page.Shelves.Select(shelf => shelf.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(3, seen.Count(name => name.StartsWith($"hubs/{_hub}/", StringComparison.Ordinal)));
        Assert.Contains(seen, name => name.StartsWith($"hubs/{other}/", StringComparison.Ordinal));
    }

    Task<Shelf[]> FillAsync(int count) => Task.WhenAll(Enumerable.Range(0, count)
        .Select(number => _library.ShelfAsync(_hub, shelf =>
    {
        shelf.DisplayName = $"shelf {number}";
        shelf.Capacity = number % 3;
        shelf.OpenDate = number % 4 == 0 ? "" : $"2024-01-{1 + (number % 5):00}";
    })));

    async Task<ListShelvesResponse> ListAsync(ListShelvesRequest request)
    {
        request.Parent = $"hubs/{_hub}";
        return await _client.ListShelvesAsync(request);
    }
}
