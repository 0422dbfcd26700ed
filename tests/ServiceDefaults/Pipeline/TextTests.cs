using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class TextTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public TextTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    /// <summary>Text of which nothing can be seen.</summary>
    public static TheoryData<string> Blanks =>
    [
        " ", "\t\n", "\0", "\u0085", "\u00A0", "\u00AD", "\u034F", "\u115F", "\u1160", "\u200B", "\u200D", "\u202E",
        "\u2028", "\u2060", "\u2800", "\u3000", "\u3164", "\uFE0F", "\uFEFF", "\uFFA0", "\u0301", "\U000E0020",
        " \u200B\u3164\uFEFF ",
    ];

    [Theory]
    [MemberData(nameof(Blanks))]
    public async Task Nothing_that_can_be_seen_is_no_text(string blank)
    {
        var shelf = await _library.ShelfAsync(_hub);

        await Refused.ForFieldAsync("shelf.display_name", () => CreateAsync(new() { DisplayName = blank }));
        await Refused.ForFieldAsync("shelf.keepers[0].display_name", () => CreateAsync(
            new() { DisplayName = "A", Keepers = { new Shelf.Types.Keeper { DisplayName = blank } } }));
        await Refused.ForFieldAsync("shelf.labels[0]", () => CreateAsync(
            new() { DisplayName = "A", Labels = { blank } }));
        await Refused.ForFieldAsync("shelf.display_name", async () => await _client.UpdateShelfAsync(new()
        {
            Shelf = new() { Name = shelf.Name, DisplayName = blank },
            UpdateMask = new() { Paths = { "*" } },
        }));
        Assert.Equal("", (await CreateAsync(new() { DisplayName = "B", Note = blank })).Note);
    }

    [Theory]
    [InlineData(" A ", "A")]
    [InlineData("\u00A0A\u3000", "A")]
    [InlineData("\uFEFFA\u200B", "A")]
    [InlineData("Cafe\u0301", "Caf\u00E9")]
    [InlineData("Cafe\u200B\u0301", "Caf\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("a\0b\u0007c\u007Fd\u009Fe", "abcde")]
    [InlineData("abc\u202Efed", "abcfed")]
    [InlineData("two\r\nlines\tand a tab", "two lines and a tab")]
    [InlineData("a\u2028b\u0085c\rd", "a b c d")]
    [InlineData("two  spaces", "two  spaces")]
    [InlineData("👩🏽‍🏫 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🏫 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("Ⅳ ﬁ ½", "Ⅳ ﬁ ½")]
    public async Task A_line_is_stored_composed_trimmed_and_without_controls(string sent, string stored)
    {
        var created = await CreateAsync(new() { DisplayName = sent });

        Assert.Equal(stored, created.DisplayName);
        Assert.Equal(stored, (await _client.GetShelfAsync(new() { Name = created.Name })).DisplayName);
    }

    [Fact]
    public async Task A_long_text_keeps_its_lines_and_tabs()
    {
        var created = await CreateAsync(
            new() { DisplayName = "A", Note = "\r\none\r\n\r\n\ttwo\rthree\u2029four\n\n" });

        Assert.Equal("one\n\n\ttwo\nthree\nfour", created.Note);
    }

    [Fact]
    public async Task The_length_is_that_of_the_stored_text()
    {
        var created = await CreateAsync(new() { DisplayName = "  " + string.Concat(Enumerable.Repeat("e\u0301", 40)) });

        Assert.Equal(new string('\u00E9', 40), created.DisplayName);
    }

    [Fact]
    public async Task Each_message_of_a_stream_is_brought_into_form()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var call = _client.ImportBooks();
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { " One ", "Two" } });
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "Cafe\u0301\u200B" } });
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;

        var books = (await _client.ListBooksAsync(new() { Parent = shelf.Name })).Books;

        Assert.Equal(["Caf\u00E9", "One", "Two"], books.Select(book => book.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_blank_element_of_a_stream_is_refused()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var call = _client.ImportBooks();
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "One", "\u3164" } });

        await Refused.ForFieldAsync("titles[1]", async () => await call.ResponseAsync);
    }

    [Fact]
    public async Task A_request_is_the_same_whatever_the_form_of_its_text()
    {
        var id = Guid.NewGuid().ToString();
        var first = await CreateAsync(new() { DisplayName = "Caf\u00E9" }, id);

        var again = await CreateAsync(new() { DisplayName = " Cafe\u0301\u200B" }, id);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Names_etags_and_tokens_mean_what_they_are()
    {
        var shelf = await _library.ShelfAsync(_hub);
        await _library.ShelfAsync(_hub);
        var page = await _client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}", PageSize = 1 });

        await Refused.ForFieldAsync("name", async () => await _client.GetShelfAsync(new() { Name = shelf.Name + " " }));
        await Refused.ForFieldAsync("shelf.neighbours[0]", () => CreateAsync(
            new() { DisplayName = "A", Neighbours = { $" {shelf.Name}" } }));
        await Refused.ForFieldAsync("request_id", () => CreateAsync(new() { DisplayName = "A" }, $" {Guid.NewGuid()}"));
        await Refused.ForFieldAsync("page_token", async () => await _client.ListShelvesAsync(
            new() { Parent = $"hubs/{_hub}", PageSize = 1, PageToken = "\u200B" + page.NextPageToken }));
        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () =>
            await _client.DeleteShelfAsync(new() { Name = shelf.Name, Etag = shelf.Etag + " " }));
    }

    [Theory]
    [InlineData("display_name = \"Caf\u00E9\"")]
    [InlineData("display_name = \"Cafe\u0301\"")]
    [InlineData("\tdisplay_name = \"Cafe\u0301\" ")]
    public async Task A_filter_finds_text_in_whatever_form_it_is_written(string filter)
    {
        var cafe = await CreateAsync(new() { DisplayName = "Caf\u00E9" });

        var found = await _client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}", Filter = filter });

        Assert.Equal([cafe], found.Shelves);
    }

    async Task<Shelf> CreateAsync(Shelf shelf, string requestId = "") =>
        await _client.CreateShelfAsync(new() { Parent = $"hubs/{_hub}", Shelf = shelf, RequestId = requestId });
}
