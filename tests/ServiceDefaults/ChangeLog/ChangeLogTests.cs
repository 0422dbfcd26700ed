using Grpc.Core;
using Npgsql;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

public sealed class ChangeLogTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public ChangeLogTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Every_change_is_there_with_who_what_and_how()
    {
        var id = Guid.NewGuid().ToString();
        var shelf = await _client.CreateShelfAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Shelf =
            new() { DisplayName = "A", Place = new() { Room = "1" } },
            RequestId = id
        });
        await _client.UpdateShelfAsync(new()
        {
            Shelf = new() { Name = shelf.Name, Capacity = 3, Place = new() { Floor = "2" } },
            UpdateMask = new() { Paths = { "capacity", "place.floor" } },
        });
        await _client.DeleteShelfAsync(new() { Name = shelf.Name });

        var log = await ReadAsync();

        Assert.Equal(["CREATED", "UPDATED", "DELETED"], log.Select(change => change.Kind));
        Assert.Equal([1, 2, 3], log.Select(change => change.Revision));
        Assert.All(log, change => Assert.Equal((shelf.Name, "mastery.test/Shelf", "test-client", "shelves.write"),
            (change.Resource, change.Type, change.Actor, change.Scope)));
        Assert.Equal(["capacity", "place.floor", "full"], log[1].Paths);
        Assert.Equal(id, log[0].RequestId);
        Assert.Null(log[0].Before);
        Assert.Null(log[2].After);
        Assert.Equal(log[0].After, log[1].Before);
        Assert.Contains("\"capacity\": 3", log[1].After);
        Assert.All(log, change => Assert.Equal(32, change.TraceId!.Length));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_is_no_change()
    {
        var shelf = await _library.ShelfAsync(_hub);

        var same = await _client.UpdateShelfAsync(new()
        {
            Shelf =
            new() { Name = shelf.Name, DisplayName = shelf.DisplayName }
        });

        Assert.Equal(shelf, same);
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_leaves_no_entry_and_burns_no_revision()
    {
        var shelf = await _library.ShelfAsync(_hub);
        await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.UpdateShelfAsync(new()
            {
                Shelf = new()
                {
                    Name = shelf.Name,
                    Capacity = 1,
                    Etag =
            "stale"
                }
            }));
        await Assert.ThrowsAsync<RpcException>(() => _library.ShelfAsync(_hub, with =>
            with.DisplayName = shelf.DisplayName));
        await _client.CreateShelfAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "rehearsed" },
            ValidateOnly = true
        });
        await _library.ShelfAsync(_hub);

        Assert.Equal([1, 2], (await ReadAsync()).Select(change => change.Revision));
    }

    [Fact]
    public async Task Revisions_have_no_gap_however_many_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 120).Select(async number => number % 4 == 3
            ? await Assert.ThrowsAsync<RpcException>(() => _library.ShelfAsync(_hub, with =>
                with.Theme = "themes/nothing"))
            : (object)await _library.ShelfAsync(_hub)));

        Assert.Equal(Enumerable.Range(1, 90).Select(number => (long)number), (await ReadAsync())
            .Select(change => change.Revision));
    }

    [Fact]
    public async Task Whoever_has_seen_a_revision_has_seen_all_before_it()
    {
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(stop.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var round = 0; round < 25; round++)
            {
                await _library.ShelfAsync(_hub);
            }
        }));
        await stop.CancelAsync();

        var (polls, holes) = await watching;

        Assert.True(polls > 10, $"only {polls} polls");
        Assert.Equal(0, holes);
    }

    [Fact]
    public async Task An_import_is_one_revision_logged_by_one_statement()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var call = _client.ImportBooks();
        for (var part = 0; part < 10; part++)
        {
            await call.RequestStream.WriteAsync(new()
            {
                Parent = shelf.Name,
                Titles =
                { Enumerable.Range(part * 500, 500).Select(number => $"book {number}") }
            });
        }

        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;

        var log = (await ReadAsync()).Skip(1).ToList();
        Assert.Equal(5000, log.Count);
        Assert.All(log, change => Assert.Equal((2L, "CREATED", "test-client"),
            (change.Revision, change.Kind, change.Actor)));
        Assert.Equal(Enumerable.Range(1, 5000), log.Select(change => change.Ordinal));
    }

    [Fact]
    public async Task An_import_that_changes_nothing_takes_no_revision()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var call = _client.ImportBooks();
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name });
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;

        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task National_changes_have_a_log_of_their_own()
    {
        var theme = await _client.CreateThemeAsync(new() { ThemeId = _hub, Theme = new() { Title = "T" } });

        Assert.Equal(1L, await _library.LookAsync<long>("national",
            $"SELECT count(*) FROM change WHERE resource = '{theme.Name}'"));
        Assert.Empty(await ReadAsync());
    }

    /// <summary>Polls as a feed does, and counts revisions that show up later than one above them.</summary>
    async Task<(int Polls, int Holes)> WatchAsync(CancellationToken stop)
    {
        var (polls, holes, last) = (0, 0, 0L);
        while (!stop.IsCancellationRequested)
        {
            var seen = (await ReadAsync(last)).Select(change => change.Revision).ToList();
            holes += seen.Where((revision, index) => revision != last + index + 1).Count();
            last = seen.Count == 0 ? last : seen[^1];
            polls++;
        }

        return (polls, holes);
    }

    async Task<List<Entry>> ReadAsync(long after = 0)
    {
        await using var connection = await _library.Service.Database.OpenAsync();
        await using var set = new NpgsqlCommand("SELECT set_config('mastery.hub', $1, false)", connection)
        {
            Parameters = { new() { Value = _hub } },
        };
        await set.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("""
            SELECT revision, ordinal, resource, resource_type, kind, actor, scope, paths, before::text, after::text,
                request_id, trace_id
            FROM change WHERE revision > $1 ORDER BY revision, ordinal
            """, connection) { Parameters = { new() { Value = after } } };
        await using var reader = await command.ExecuteReaderAsync();
        List<Entry> log = [];
        while (await reader.ReadAsync())
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            log.Add(new(reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5),
                reader.GetString(6), reader.GetFieldValue<string[]>(7), Text(8), Text(9), Text(10), Text(11)));
        }

        return log;
    }

    sealed record Entry(long Revision, int Ordinal, string Resource, string Type, string Kind, string Actor,
        string Scope, string[] Paths,
        string? Before, string? After, string? RequestId, string? TraceId);
}
