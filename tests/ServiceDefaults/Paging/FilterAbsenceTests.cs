using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Paging;

/// <summary>Filters for what has no value: <c>x = ""</c>, and <c>x != ""</c> or <c>x:*</c> for the rest.</summary>
public sealed class FilterAbsenceTests(FilterAbsenceTests.Shelves shelves) : IClassFixture<FilterAbsenceTests.Shelves>
{
    [Theory]
    [InlineData("note")]
    [InlineData("colour")]
    [InlineData("labels")]
    [InlineData("theme")]
    [InlineData("open_date")]
    public async Task Finds_those_without_and_those_with_a_value(string field)
    {
        Assert.Equal("plain", await shelves.ListAsync($"{field} = \"\""));
        Assert.Equal("full", await shelves.ListAsync($"{field} != ''"));
        Assert.Equal("full", await shelves.ListAsync($"{field}:*"));
        Assert.Equal("plain", await shelves.ListAsync($"NOT {field}:*"));
    }

    [Theory]
    [InlineData("note != \"other\"")]
    [InlineData("colour != BLUE")]
    [InlineData("theme != \"themes/other\"")]
    [InlineData("open_date != 2020-01-01")]
    [InlineData("NOT labels:other")]
    public async Task Another_value_is_not_had_by_those_without_any(string filter) =>
        Assert.Equal("full plain", await shelves.ListAsync(filter));

    [Fact]
    public async Task The_unspecified_value_of_an_enum_is_no_value()
    {
        Assert.Equal("plain", await shelves.ListAsync("colour = COLOUR_UNSPECIFIED"));
        Assert.Equal("full", await shelves.ListAsync("colour != UNSPECIFIED"));
    }

    [Fact]
    public async Task A_number_or_flag_without_presence_always_has_a_value()
    {
        Assert.Equal("", await shelves.ListAsync("capacity = \"\""));
        Assert.Equal("full plain", await shelves.ListAsync("full != \"\""));
    }

    /// <summary>A shelf with a value in every field, and one with as little as can be.</summary>
    public sealed class Shelves : IAsyncLifetime
    {
        readonly LibraryFixture _library = new();
        readonly string _hub = LibraryFixture.NewHub();

        public async ValueTask InitializeAsync()
        {
            await _library.InitializeAsync();
            await _library.Library(_hub).CreateThemeAsync(new() { ThemeId = _hub, Theme = new() { Title = "T" } });
            await _library.ShelfAsync(_hub, shelf =>
            {
                (shelf.DisplayName, shelf.Note, shelf.Colour) = ("full", "n", Shelf.Types.Colour.Red);
                (shelf.Theme, shelf.OpenDate) = ($"themes/{_hub}", "2024-02-29");
                shelf.Labels.Add("a");
            });
            await _library.ShelfAsync(_hub, shelf => shelf.DisplayName = "plain");
        }

        public async Task<string> ListAsync(string filter)
        {
            var listed = await _library.Library(_hub)
                .ListShelvesAsync(new() { Parent = $"hubs/{_hub}", Filter = filter });
            return string.Join(' ', listed.Shelves.Select(shelf => shelf.DisplayName).Order(StringComparer.Ordinal));
        }

        public ValueTask DisposeAsync() => _library.DisposeAsync();
    }
}
