using Grpc.Core;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Paging;

public sealed class FilterTests(FilterTests.Shelves shelves) : IClassFixture<FilterTests.Shelves>
{
    [Theory]
    [InlineData("", "maths physics plain")]
    [InlineData("display_name = \"maths\"", "maths")]
    [InlineData("display_name='maths'", "maths")]
    [InlineData("displayName = maths", "maths")]
    [InlineData("display_name != maths", "physics plain")]
    [InlineData("display_name = p*", "physics plain")]
    [InlineData("display_name != p*", "maths")]
    [InlineData("display_name:S", "maths physics")]
    [InlineData("display_name:P*", "physics plain")]
    [InlineData("display_name > maths", "physics plain")]
    [InlineData("display_name = MATHS", "")]
    [InlineData("display_name = MA*", "maths")]
    [InlineData("display_name:\"M\u00E1t'hs\"", "maths")]
    [InlineData("display_name = \"_aths\"", "")]
    [InlineData("display_name = \"_a*\"", "")]
    [InlineData("display_name = \"\\\\*\"", "")]
    [InlineData("display_name:\"%\"", "")]
    [InlineData("colour = RED", "maths")]
    [InlineData("colour = COLOUR_RED", "maths")]
    [InlineData("colour != RED", "physics plain")]
    [InlineData("labels:a", "maths physics")]
    [InlineData("labels:*", "maths physics")]
    [InlineData("-labels:a", "plain")]
    [InlineData("capacity >= 2", "maths physics")]
    [InlineData("capacity = 2.5", "")]
    [InlineData("capacity < -1", "")]
    [InlineData("open_date = 2024-02-29", "maths")]
    [InlineData("open_date > 2024-01-01", "maths")]
    [InlineData("open_date:*", "maths")]
    [InlineData("NOT open_date = 2024-02-29", "physics plain")]
    [InlineData("open_date != 2024-02-29", "physics plain")]
    [InlineData("create_time > \"2020-01-01T00:00:00Z\"", "maths physics plain")]
    [InlineData("create_time > 2020-01-01T00:00:00+01:00", "maths physics plain")]
    [InlineData("full = true", "plain")]
    [InlineData("full = false", "maths physics")]
    [InlineData("colour = RED OR colour = BLUE", "maths physics")]
    [InlineData("capacity = 3 OR capacity = 2 AND labels:b", "physics")]
    [InlineData("(capacity = 3) OR (capacity = 2 AND labels:b)", "physics")]
    [InlineData("capacity = 2 labels:b", "physics")]
    [InlineData("capacity = 2 AND NOT (labels:b OR labels:c)", "maths")]
    [InlineData("NOT NOT colour = RED", "maths")]
    [InlineData("  ( ( colour=RED ) )  ", "maths")]
    [InlineData("theme = \"themes/none\"", "")]
    public async Task Finds(string filter, string expected)
    {
        var found = await shelves.ListAsync(filter);

        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("nothing = 1", "at character 1")]
    [InlineData("colour = RED AND nothing = 1", "at character 18")]
    [InlineData("colour", "at character 7")]
    [InlineData("colour RED", "at character 8")]
    [InlineData("colour = ", "at character 10")]
    [InlineData("colour > RED", "at character 10")]
    [InlineData("labels = a", "at character 10")]
    [InlineData("(colour = RED", "at character 14")]
    [InlineData("colour = RED)", "at character 13")]
    [InlineData("colour = \"RED", "at character 10")]
    [InlineData("AND", "at character 1")]
    [InlineData("colour = RED OR", "at character 16")]
    [InlineData("colour = GREEN", "one of RED, BLUE")]
    [InlineData("capacity = many", "a number")]
    [InlineData("open_date = 2024-02-30", "a date")]
    [InlineData("create_time > 2024-02-30", "a time")]
    [InlineData("full = perhaps", "true or false")]
    public async Task Says_what_is_wrong_and_where(string filter, string told)
    {
        var status = await Refused.WithAsync(StatusCode.InvalidArgument, Errors.V1.ErrorReason.InvalidField, () =>
            shelves.ListAsync(filter));

        Assert.Contains(told, status.Message);
        Assert.StartsWith("filter", status.Message);
    }

    [Fact]
    public Task Refuses_nesting_that_would_break_the_stack() =>
        Refused.ForFieldAsync("filter", () => shelves.ListAsync(new string('(', 900) + "colour = RED"
            + new string(')', 900)));

    [Fact]
    public Task Refuses_what_nobody_would_write_by_hand() =>
        Refused.ForFieldAsync("filter", () => shelves.ListAsync("colour = RED "
            + string.Join(' ', Enumerable.Repeat("colour = RED", 200))));

    [Fact]
    public async Task Of_random_filters_the_database_refuses_none_that_the_parser_took()
    {
        string[] words = ["display_name", "colour", "labels", "capacity", "open_date", "create_time", "full", "theme",
            "=", "!=", "<", ">=", ":",
            "(", ")", "AND", "OR", "NOT", "-", "\"a\\\\\"", "\"%_\\\\\"", "RED", "*", "a*", "2024-01-01",
                "2024-01-01T00:00:00Z", "true", "1e5", "-1", "99999999999999999999", "''"];
        var (random, taken) = (new Random(7), 0);
        for (var round = 0; round < 600; round++)
        {
            var filter =
                $"{words[random.Next(8)]} {words[8 + random.Next(5)]} {words[19 + random.Next(words.Length - 19)]} "
                + string.Join(' ', Enumerable.Range(0, random.Next(4)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                await shelves.ListAsync(filter);
                taken++;
            }
            catch (RpcException exception)
            {
                Assert.True(exception.StatusCode == StatusCode.InvalidArgument, $"{filter}: {exception.Status}");
            }
        }

        Assert.True(taken > 30, $"only {taken} were taken");
    }

    /// <summary>Three shelves that differ in everything.</summary>
    public sealed class Shelves : IAsyncLifetime
    {
        readonly LibraryFixture _library = new();
        readonly string _hub = LibraryFixture.NewHub();

        public async ValueTask InitializeAsync()
        {
            await _library.InitializeAsync();
            await _library.ShelfAsync(_hub, shelf =>
            {
                (shelf.DisplayName, shelf.Colour, shelf.Capacity) = ("maths", Library.V1.Shelf.Types.Colour.Red, 2);
                shelf.Labels.Add("a");
                shelf.OpenDate = "2024-02-29";
            });
            await _library.ShelfAsync(_hub, shelf =>
            {
                (shelf.DisplayName, shelf.Colour, shelf.Capacity) = ("physics", Library.V1.Shelf.Types.Colour.Blue, 2);
                shelf.Labels.Add(["a", "b"]);
            });
            await _library.ShelfAsync(_hub, shelf => shelf.DisplayName = "plain");
        }

        public async Task<List<string>> ListAsync(string filter)
        {
            var listed = await _library.Library(_hub)
                .ListShelvesAsync(new() { Parent = $"hubs/{_hub}", Filter = filter });
            return [.. listed.Shelves.Select(shelf => shelf.DisplayName)];
        }

        public ValueTask DisposeAsync() => _library.DisposeAsync();
    }
}
