using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>The change log as it grows.</summary>
public sealed class WatchChangesTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    TestService Service => library.Service;

    [Fact]
    public async Task Begins_with_a_bookmark_of_the_present_end()
    {
        await Service.AddShelfAsync(_hub);

        using var stream = Service.Watch(_hub);
        var first = await stream.NextAsync();

        Assert.Equal((0, 1L, false), (first.Changes.Count, first.Revision, first.Partial));
        Assert.NotEmpty(first.ResumeToken);
    }

    [Fact]
    public async Task Sends_one_message_for_each_transaction()
    {
        using var stream = Service.Watch(_hub);
        await stream.NextAsync();
        var shelf = await Service.AddShelfAsync(_hub);
        await ImportAsync(shelf.Name, 3);

        var (created, imported) = (await stream.NextChangesAsync(), await stream.NextChangesAsync());

        Assert.Equal((1L, shelf.Name), (created.Revision, Assert.Single(created.Changes).Resource));
        Assert.Equal([(2L, 1), (2L, 2), (2L, 3)], imported.Changes.Select(change => (change.Revision, change.Ordinal)));
    }

    [Fact]
    public async Task Goes_on_after_a_token()
    {
        using var before = Service.Watch(_hub);
        var token = (await before.NextAsync()).ResumeToken;
        string[] names = ["A", "B", "C"];
        foreach (var name in names)
        {
            await Service.AddShelfAsync(_hub, name);
        }

        using var after = Service.Watch(_hub, token);
        List<string> sent = [];
        for (var number = 1; number <= 3; number++)
        {
            var message = await after.NextChangesAsync();
            Assert.Equal(number, message.Revision);
            sent.Add(message.Changes[0].After.Fields["displayName"].StringValue);
            token = number == 1 ? message.ResumeToken : token;
        }

        using var second = Service.Watch(_hub, token);
        Assert.Equal(names, sent);
        Assert.Equal(2L, (await second.NextChangesAsync()).Revision);
    }

    [Fact]
    public async Task Splits_a_transaction_that_is_too_large_for_a_message_and_says_so()
    {
        const int Books = 450;
        using var stream = Service.Watch(_hub);
        await stream.NextAsync();
        var shelf = await Service.AddShelfAsync(_hub);
        await stream.NextChangesAsync();
        await ImportAsync(shelf.Name, Books);

        List<int> ordinals = [];
        var parts = 0;
        Changes.V1.WatchChangesResponse message;
        do
        {
            message = await stream.NextChangesAsync();
            ordinals.AddRange(message.Changes.Select(change => change.Ordinal));
            Assert.Equal((2L, message.Partial), (message.Revision, message.ResumeToken.Length == 0));
            parts++;
        }
        while (message.Partial);

        Assert.True(parts > 1);
        Assert.Equal(Enumerable.Range(1, Books), ordinals);
    }

    [Fact]
    public async Task Sends_nothing_of_what_was_rolled_back()
    {
        using var stream = Service.Watch(_hub);
        await stream.NextAsync();
        await library.Library(_hub).CreateShelfAsync(
            new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "trial" }, ValidateOnly = true });
        await Service.AddShelfAsync(_hub, "real");

        var message = await stream.NextChangesAsync();

        Assert.Equal((1L, "real"), (message.Revision, message.Changes[0].After.Fields["displayName"].StringValue));
    }

    [Fact]
    public async Task Withholds_and_enters_fields_as_the_list_does()
    {
        using var withheld = Service.Watch(_hub, without: "shelves.sensitive");
        using var seen = Service.Watch(_hub);
        await withheld.NextAsync();
        await seen.NextAsync();
        await Service.AddShelfAsync(_hub, note: "secret");

        Assert.DoesNotContain("secret", $"{await withheld.NextChangesAsync()}", StringComparison.Ordinal);
        Assert.Contains("secret", $"{await seen.NextChangesAsync()}", StringComparison.Ordinal);
        Assert.Equal(1L, await library.LookAsync<long>(
            _hub, "SELECT count(*) FROM sensitive_read WHERE method LIKE '%WatchChanges'"));
    }

    [Fact]
    public async Task Is_of_one_hub_and_not_found_by_another()
    {
        using var all = library.Client<Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient>(
            LibraryFixture.Token("*")).WatchChanges(new() { Parent = "hubs/-" });
        using var other = library.Client<Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient>(
            LibraryFixture.Token(LibraryFixture.NewHub())).WatchChanges(new() { Parent = $"hubs/{_hub}" });

        await Refused.ForFieldAsync("parent", all.RestAsync);
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, other.RestAsync);
    }

    [Fact]
    public async Task Ends_before_its_token_expires()
    {
        var token = LibraryFixture.Token(_hub) with { Expires = DateTimeOffset.UtcNow.AddSeconds(7) };
        using var stream = library
            .Client<Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient>(token)
            .WatchChanges(new() { Parent = $"hubs/{_hub}" });

        var messages = await stream.RestAsync();

        Assert.True(DateTimeOffset.UtcNow < token.Expires);
        Assert.Equal(2, messages.Count);
        Assert.All(messages, bookmark => Assert.Empty(bookmark.Changes));
    }

    [Fact]
    public async Task Holds_nothing_of_the_database_while_it_waits()
    {
        // As many as a client may have: those of other tests, which may still be ending, are another client's.
        var feed = library.Client<Library.Changes.V1.LibraryChangeService.LibraryChangeServiceClient>(
            LibraryFixture.Token(_hub) with { Client = nameof(Holds_nothing_of_the_database_while_it_waits) });
        var streams = Enumerable.Range(0, 20)
            .Select(_ => feed.WatchChanges(new() { Parent = $"hubs/{_hub}" })).ToList();
        foreach (var stream in streams)
        {
            await stream.NextAsync();
        }

        var held = await library.LookAsync<long>(_hub, """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'library' AND state <> 'idle'
                AND state_change < now() - interval '1 second'
            """);
        await Service.AddShelfAsync(_hub);

        Assert.Equal(0L, held);
        foreach (var stream in streams)
        {
            Assert.Equal(1L, (await stream.NextChangesAsync()).Revision);
            stream.Dispose();
        }
    }

    [Fact]
    public async Task Comes_line_by_line_over_REST()
    {
        using var http = library.Http(_hub);
        using var answer = await http.GetAsync(
            $"/v1/hubs/{_hub}/libraryChanges:watch", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        var bookmark = await lines.ReadLineAsync();
        await Service.AddShelfAsync(_hub, "Ratio");
        var change = await lines.ReadLineAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("resumeToken", bookmark, StringComparison.Ordinal);
        Assert.Contains("Ratio", change, StringComparison.Ordinal);
    }

    async Task ImportAsync(string shelf, int books)
    {
        using var import = library.Library(_hub).ImportBooks();
        await import.RequestStream.WriteAsync(new()
        {
            Parent = shelf,
            Titles = { Enumerable.Range(0, books).Select(number => $"Book {number}") },
        });
        await import.RequestStream.CompleteAsync();
        await import;
    }
}
