using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Errors.V1;
using Mastery.Library.Changes.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using Kind = Mastery.Changes.V1.Change.Types.Kind;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>The change log over the API.</summary>
public sealed class ListChangesTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Tells_what_became_of_a_resource_who_did_it_and_by_what_right()
    {
        var requestId = Guid.NewGuid().ToString();
        var shelf = await library.Library(_hub).CreateShelfAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "A", Capacity = 3 },
            RequestId = requestId,
        });
        await library.Library(_hub).UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Capacity = 4 } });
        await library.Library(_hub).DeleteShelfAsync(new() { Name = shelf.Name });

        var changes = await ListAsync();

        Assert.Equal([Kind.Created, Kind.Updated, Kind.Deleted], changes.Select(change => change.Kind));
        Assert.Equal([1L, 2, 3], changes.Select(change => change.Revision));
        Assert.All(changes, change => Assert.Equal(
            (shelf.Name, "mastery.test/Shelf", $"hubs/{_hub}", 1, "test-client", "shelves.write"),
            (change.Resource, change.ResourceType, change.Hub, change.Ordinal, change.Actor, change.Scope)));
        Assert.Equal((null, "3"), (changes[0].Before, Text(changes[0].After, "capacity")));
        Assert.Equal(("3", "4"), (Text(changes[1].Before, "capacity"), Text(changes[1].After, "capacity")));
        Assert.Contains("capacity", changes[1].Paths);
        Assert.Equal((requestId, ""), (changes[0].RequestId, changes[1].RequestId));
        Assert.Equal(("4", null), (Text(changes[2].Before, "capacity"), changes[2].After));
    }

    [Fact]
    public async Task Gives_the_changes_of_a_transaction_one_revision()
    {
        var shelf = await library.ShelfAsync(_hub);
        using var import = library.Library(_hub).ImportBooks();
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "A", "B", "C" } });
        await import.RequestStream.CompleteAsync();
        await import;

        var books = await ListAsync("resource_type = \"mastery.test/Book\"");

        Assert.Equal([(2L, 1), (2L, 2), (2L, 3)], books.Select(change => (change.Revision, change.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("revision desc")]
    public async Task Comes_in_pages_of_either_order(string order)
    {
        for (var number = 0; number < 5; number++)
        {
            await library.ShelfAsync(_hub);
        }

        List<long> revisions = [];
        var request = new ListChangesRequest { Parent = $"hubs/{_hub}", PageSize = 2, OrderBy = order };
        do
        {
            var page = await Changes().ListChangesAsync(request);
            revisions.AddRange(page.Changes.Select(change => change.Revision));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(order.Length == 0 ? [1, 2, 3, 4, 5] : (long[])[5, 4, 3, 2, 1], revisions);
    }

    [Theory]
    [InlineData("kind = CREATED", 2)]
    [InlineData("kind = KIND_UPDATED", 1)]
    [InlineData("resource = \"{0}\"", 2)]
    [InlineData("resource_type = \"mastery.test/Shelf\"", 3)]
    [InlineData("resource_type = \"mastery.test/Book\"", 0)]
    [InlineData("actor = \"test-client\"", 3)]
    [InlineData("actor = \"another\"", 0)]
    [InlineData("paths:capacity", 1)]
    [InlineData("revision >= 2 AND kind = CREATED", 1)]
    [InlineData("change_time > \"2020-01-01T00:00:00Z\"", 3)]
    [InlineData("change_time > \"2199-01-01T00:00:00Z\"", 0)]
    [InlineData("scope = \"shelves.write\"", 3)]
    public async Task Is_filtered(string filter, int expected)
    {
        var shelf = await library.ShelfAsync(_hub);
        await library.ShelfAsync(_hub);
        await library.Library(_hub).UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Capacity = 4 } });

        Assert.Equal(
            expected, (await ListAsync(filter.Replace("{0}", shelf.Name, StringComparison.Ordinal))).Count);
    }

    [Fact]
    public async Task Finds_the_history_of_a_resource_by_an_index()
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await connection.SetHubAsync(_hub);
        await connection.RunAsync("""
            INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths,
                change_time, hash)
            SELECT $1, number, 1, 'shelves/' || number % 2000, 'mastery.test/Shelf', 'UPDATED', '', '', '{}', now(), ''
            FROM generate_series(1, 20000) AS number
            """, _hub);
        await connection.RunAsync("ANALYZE change");

        var plan = await connection.ReadAsync($"""
            EXPLAIN SELECT * FROM change c WHERE (c.hub_id = '{_hub}') AND (c.resource = 'shelves/7')
            ORDER BY c.hub_id, c.revision, c.ordinal LIMIT 51
            """);

        Assert.Contains(plan, line => line.Contains("change_resource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Withholds_fields_that_the_token_may_not_see()
    {
        await NotedAsync();

        var seen = Assert.Single(await ListAsync());
        var withheld = Assert.Single(await ListAsync(without: "shelves.sensitive"));

        Assert.Equal(("secret", 0), (Text(seen.After, "note"), seen.WithheldFields.Count));
        Assert.DoesNotContain("secret", $"{withheld}", StringComparison.Ordinal);
        Assert.DoesNotContain("0123", $"{withheld}", StringComparison.Ordinal);
        Assert.Equal(["after.keepers.phone", "after.note"], withheld.WithheldFields.Order());
    }

    [Fact]
    public async Task Enters_who_was_answered_fields_with_a_scope_of_their_own()
    {
        var shelf = await NotedAsync();
        const string Entries = "SELECT count(*) FROM sensitive_read WHERE method LIKE '%ListChanges'";
        await ListAsync(without: "shelves.sensitive");
        var before = await library.LookAsync<long>(_hub, Entries);

        await ListAsync();

        Assert.Equal((0L, 1L), (before, await library.LookAsync<long>(_hub, Entries)));
        Assert.Equal($$"""{{{shelf.Name}}}|{keepers.phone,note}""", await library.LookAsync<string>(
            _hub, "SELECT concat_ws('|', resources, fields) FROM sensitive_read WHERE method LIKE '%ListChanges'"));
    }

    [Fact]
    public async Task Withholds_what_the_token_could_not_read_otherwise()
    {
        var shelf = await library.ShelfAsync(_hub);
        await library.Library(_hub).UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Capacity = 4 } });

        var changes = await ListAsync(without: "shelves.read");

        Assert.All(changes, change => Assert.Equal((null, null), (change.Before, change.After)));
        Assert.Equal(["after"], changes[0].WithheldFields);
        Assert.Equal(["before", "after"], changes[1].WithheldFields);
        Assert.Equal(shelf.Name, changes[1].Resource);
    }

    [Fact]
    public async Task Names_whose_values_were_erased()
    {
        var shelf = await NotedAsync();
        await library.LookAsync<long>(
            _hub, $"SELECT erase_personal('{_hub}', '{shelf.Name}', NULL, 'test', 'asked for', NULL)");

        var change = Assert.Single(await ListAsync());

        Assert.Equal([shelf.Name], change.ErasedSubjects);
        Assert.DoesNotContain("secret", $"{change}", StringComparison.Ordinal);
        Assert.Equal(shelf.DisplayName, Text(change.After, "displayName"));
    }

    [Fact]
    public async Task Is_not_found_by_another_hub()
    {
        await library.ShelfAsync(_hub);

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
            await Changes(LibraryFixture.NewHub()).ListChangesAsync(new() { Parent = $"hubs/{_hub}" }));
    }

    [Fact]
    public async Task Tells_of_every_hub_only_with_the_scope_for_it()
    {
        var other = LibraryFixture.NewHub();
        string[] names = [(await library.ShelfAsync(_hub)).Name, (await library.ShelfAsync(other)).Name];
        var request = new ListChangesRequest { Parent = "hubs/-", PageSize = 1000 };

        List<Mastery.Changes.V1.Change> all = [];
        do
        {
            var page = await Changes("*").ListChangesAsync(request);
            all.AddRange(page.Changes);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await Changes(_hub, "national.read").ListChangesAsync(request));

        Assert.Subset(all.Select(change => change.Resource).ToHashSet(), names.ToHashSet());
        Assert.DoesNotContain(all, change => change.Hub == "hubs/national");
    }

    [Fact]
    public async Task Of_resources_without_a_hub_is_read_by_every_hub()
    {
        var theme = await library.Library(_hub).CreateThemeAsync(
            new() { ThemeId = $"theme-{Guid.NewGuid():N}", Theme = new() { Title = "Ratio" } });

        var found = await Changes().ListChangesAsync(
            new() { Parent = "hubs/national", Filter = $"resource = \"{theme.Name}\"" });

        var change = Assert.Single(found.Changes);
        Assert.Equal(("hubs/national", "Ratio"), (change.Hub, Text(change.After, "title")));
        Assert.DoesNotContain(await ListAsync(), own => own.Resource == theme.Name);
    }

    [Fact]
    public Task Is_closed_to_a_token_for_one_school() =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () => await library
            .Client<LibraryChangeService.LibraryChangeServiceClient>(
                LibraryFixture.Token(_hub) with { School = "100000" })
            .ListChangesAsync(new() { Parent = $"hubs/{_hub}" }));

    [Fact]
    public async Task Is_served_over_REST()
    {
        await library.ShelfAsync(_hub);
        using var http = library.Http(_hub);

        var json = await http.GetStringAsync($"/v1/hubs/{_hub}/libraryChanges?orderBy=revision%20desc");
        http.DefaultRequestHeaders.Accept.Add(new("text/csv"));
        var csv = await http.GetStringAsync($"/v1/hubs/{_hub}/libraryChanges");

        Assert.Matches("\"revision\": *\"1\"", json);
        Assert.StartsWith("hub,revision,ordinal,resource,", csv, StringComparison.Ordinal);
    }

    LibraryChangeService.LibraryChangeServiceClient Changes(string? hub = null, params string[] without) =>
        library.Client<LibraryChangeService.LibraryChangeServiceClient>(LibraryFixture.Token(hub ?? _hub, without));

    async Task<List<Changes.V1.Change>> ListAsync(string filter = "", params string[] without) =>
    [
        .. (await Changes(_hub, without).ListChangesAsync(new() { Parent = $"hubs/{_hub}", Filter = filter })).Changes,
    ];

    Task<Shelf> NotedAsync() => library.ShelfAsync(_hub, with =>
    {
        with.Note = "secret";
        with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Ann", Phone = "0123" });
    });

    static string? Text(Google.Protobuf.WellKnownTypes.Struct? state, string field) =>
        state?.Fields.TryGetValue(field, out var value) == true
            ? value.KindCase == Google.Protobuf.WellKnownTypes.Value.KindOneofCase.NumberValue
                ? $"{value.NumberValue}" : value.StringValue
            : null;
}
