using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>What is kept of an answer, how long, and what a repetition is answered from it.</summary>
public sealed class StoredAnswerTests : IClassFixture<LibraryFixture>
{
    const string Reader = "hubs/h/readers/ada";

    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public StoredAnswerTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Holds_no_personal_value_and_is_whole_when_given_again()
    {
        var request = Creation();
        var first = await _client.CreateShelfAsync(request);

        var again = await _client.CreateShelfAsync(request);

        Assert.Equal("fragile", first.Note);
        Assert.Equal(first, again);
        Assert.Equal(0L, await StoredAsync("encode(response, 'escape') ~ 'fragile|Lovelace|0123'"));
        Assert.Equal(1L, await StoredAsync($"encode(response, 'escape') ~ '{request.Shelf.DisplayName}'"));
    }

    [Fact]
    public async Task Is_as_it_was_after_later_changes()
    {
        var request = Creation();
        var first = await _client.CreateShelfAsync(request);
        var closing = new CloseShelfRequest { Name = first.Name, RequestId = Guid.NewGuid().ToString() };
        var closed = await _client.CloseShelfAsync(closing);
        await _client.UpdateShelfAsync(new() { Shelf = new() { Name = first.Name, Note = "sturdy" } });

        Assert.Equal(first, await _client.CreateShelfAsync(request));
        Assert.Equal(closed, await _client.CloseShelfAsync(closing));
    }

    [Fact]
    public async Task Has_empty_personal_fields_after_an_erasure()
    {
        var request = Creation();
        await _client.CreateShelfAsync(request);
        await EraseAsync(Reader);

        var again = await _client.CreateShelfAsync(request);

        var keeper = Assert.Single(again.Keepers);
        Assert.Equal(("", "", Reader, "fragile"), (keeper.DisplayName, keeper.Phone, keeper.Reader, again.Note));
    }

    [Fact]
    public async Task Is_given_as_the_caller_may_see_it_now()
    {
        var shelf = await _client.CreateShelfAsync(Creation());
        var request = new CloseShelfRequest { Name = shelf.Name, RequestId = Guid.NewGuid().ToString() };
        Assert.Equal("fragile", (await _client.CloseShelfAsync(request)).Note);

        var again = await _library.Library(_hub, without: "shelves.sensitive").CloseShelfAsync(request);

        Assert.Equal("", again.Note);
    }

    [Fact]
    public async Task Is_not_given_when_it_is_older_than_seven_days()
    {
        var request = Creation();
        var first = await _client.CreateShelfAsync(request);
        await AgeAsync(_hub, "7 days");
        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            async () => await _client.CreateShelfAsync(request));
        await _client.UpdateShelfAsync(new() { Shelf = new() { Name = first.Name, DisplayName = "Another" } });

        var second = await _client.CreateShelfAsync(request);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(second, await _client.CreateShelfAsync(request));
        Assert.Equal(1L, await StoredAsync("true"));
    }

    [Fact]
    public async Task Is_given_until_then()
    {
        var request = Creation();
        var first = await _client.CreateShelfAsync(request);
        await AgeAsync(_hub, "6 days 23 hours");

        Assert.Equal(first, await _client.CreateShelfAsync(request));
    }

    [Fact]
    public async Task Is_deleted_in_every_hub_also_where_nobody_writes()
    {
        var (quiet, young) = (LibraryFixture.NewHub(), LibraryFixture.NewHub());
        foreach (var hub in new[] { quiet, young })
        {
            var request = Creation();
            request.Parent = $"hubs/{hub}";
            await _library.Library(hub).CreateShelfAsync(request);
        }

        await _client.CreateThemeAsync(new()
        {
            ThemeId = _hub,
            Theme = new() { Title = "T" },
            RequestId = Guid.NewGuid().ToString(),
        });
        await AgeAsync(quiet, "8 days");
        await AgeAsync(ResourceName.National, "8 days");

        await _library.Service.Services.GetRequiredService<AnswerExpiry>()
            .DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0L, 0L, 1L), (await StoredAsync("true", quiet), await StoredAsync("true", ResourceName.National),
            await StoredAsync("true", young)));
    }

    [Fact]
    public async Task Is_given_whatever_the_case_of_the_id()
    {
        var request = Creation();
        var first = await _client.CreateShelfAsync(request);
        var capitals = request.Clone();
        capitals.RequestId = request.RequestId.ToUpperInvariant();

        Assert.Equal(first, await _client.CreateShelfAsync(capitals));
    }

    [Fact]
    public async Task Of_a_stream_is_given_whatever_the_case_of_the_id()
    {
        var shelf = await _client.CreateShelfAsync(Creation());
        var id = Guid.NewGuid().ToString();

        var first = await ImportAsync(shelf.Name, id, id);
        var again = await ImportAsync(shelf.Name, id.ToUpperInvariant(), id);

        Assert.Equal((2, 2), (first.CreatedCount, again.CreatedCount));
    }

    async Task<ImportBooksResponse> ImportAsync(string parent, params string[] ids)
    {
        using var call = _client.ImportBooks();
        await call.RequestStream.SendAsync(ids.Select((id, number) =>
            new ImportBooksRequest { Parent = parent, Titles = { $"{number}" }, RequestId = id }));
        return await call.ResponseAsync;
    }

    CreateShelfRequest Creation() => new()
    {
        Parent = $"hubs/{_hub}",
        Shelf = new()
        {
            DisplayName = $"Shelf {Guid.NewGuid():N}"[..20],
            Note = "fragile",
            Keepers = { new Shelf.Types.Keeper { DisplayName = "Lovelace", Phone = "0123", Reader = Reader } },
        },
        RequestId = Guid.NewGuid().ToString(),
    };

    Task<long> StoredAsync(string condition, string? hub = null) =>
        _library.LookAsync<long>(hub ?? _hub, $"SELECT count(*) FROM request WHERE {condition}");

    Task<long> EraseAsync(string subject) => _library.LookAsync<long>(_hub,
        $"SELECT erase_personal('{_hub}', '{subject}', NULL, 'test', 'asked for', NULL)");

    Task<long> AgeAsync(string hub, string age) => _library.LookAsync<long>(hub, $"""
        WITH aged AS (UPDATE request SET create_time = now() - interval '{age}' RETURNING 1) SELECT count(*) FROM aged
        """);
}
