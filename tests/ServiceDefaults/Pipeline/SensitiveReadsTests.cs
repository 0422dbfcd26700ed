using System.Net;
using Grpc.Core;
using Mastery.Library.V1;
using Mastery.Testing;
using Npgsql;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>The entries of who was answered values of fields that need a scope of their own.</summary>
public sealed class SensitiveReadsTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public SensitiveReadsTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Say_who_read_what_of_whom_and_hold_no_value()
    {
        var shelf = await NotedAsync();

        await _client.GetShelfAsync(new() { Name = shelf.Name });

        Assert.Equal(
            "test-client|mastery.library.v1.LibraryService/GetShelf|"
                + $$"""{{_hub}}|{{{shelf.Name}}}|{keepers.phone,note}""",
            await LastAsync(_hub, "concat_ws('|', actor, method, request_hub, resources, fields)"));
        Assert.Equal("true", await LastAsync(_hub, "(length(token_id) > 0 AND length(trace_id) = 32)::text"));
        Assert.Equal("false", await LastAsync(_hub, "(r::text ~ 'secret|0123')::text"));
    }

    [Fact]
    public async Task Are_one_for_a_whole_list_of_a_hub()
    {
        var shelves = new List<Shelf>();
        for (var number = 0; number < 5; number++)
        {
            shelves.Add(await NotedAsync());
        }

        await _library.ShelfAsync(_hub);
        var before = await CountAsync();

        await _client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });

        Assert.Equal(before + 1, await CountAsync());
        Assert.Equal("5", await LastAsync(_hub, "cardinality(resources)::text"));
    }

    [Fact]
    public async Task Are_in_each_hub_that_a_national_read_reaches()
    {
        var other = LibraryFixture.NewHub();
        var (one, two) = (await NotedAsync(), await NotedAsync(other));

        await _library.Library("*").ListShelvesAsync(new() { Parent = "hubs/-", PageSize = 1000 });

        Assert.Equal($$"""*|{{{one.Name}}}""", await LastAsync(_hub, "concat_ws('|', request_hub, resources)"));
        Assert.Equal($$"""*|{{{two.Name}}}""", await LastAsync(other, "concat_ws('|', request_hub, resources)"));
    }

    [Fact]
    public async Task Say_who_read_over_every_hub_whatever_was_answered()
    {
        await _library.ShelfAsync(_hub);
        var actor = $"reader-{Guid.NewGuid():N}";
        var reader = _library.Client<LibraryServiceClient>(
            LibraryFixture.Token(_hub, "shelves.sensitive") with { Client = actor });

        await reader.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
        await reader.ListShelvesAsync(new() { Parent = "hubs/-" });

        Assert.Equal("mastery.library.v1.LibraryService/ListShelves|*|{hubs/-}|{*}", await _library.LookAsync<string>(
            "national",
            "SELECT string_agg(concat_ws('|', method, request_hub, resources, fields), ';') FROM sensitive_read "
                + $"WHERE actor = '{actor}'"));
    }

    [Fact]
    public async Task Say_all_that_was_read_by_rights_of_an_emergency_and_leave_writes_to_the_change_log()
    {
        var actor = $"reader-{Guid.NewGuid():N}";
        var reader = _library.Client<LibraryServiceClient>(
            LibraryFixture.Token(_hub, "shelves.sensitive") with { Client = actor, BreakGlass = true });
        var shelf = await reader.CreateShelfAsync(
            new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "A" } });

        await reader.GetShelfAsync(new() { Name = shelf.Name });
        using var stream = reader.ExportShelves(new() { Parent = $"hubs/{_hub}" });
        await stream.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(
            $$"""GetShelf|{hubs/{{_hub}}}|{*};ExportShelves|{hubs/{{_hub}}}|{*}""",
            await _library.LookAsync<string>(_hub,
                "SELECT string_agg(concat_ws('|', split_part(method, '/', 2), resources, fields), ';' ORDER BY id) "
                    + $"FROM sensitive_read WHERE actor = '{actor}'"));
    }

    [Fact]
    public async Task Refuse_a_read_over_every_hub_when_they_cannot_be_made()
    {
        _library.Service.Logs.Expect(entry => entry.Exception is PostgresException { ConstraintName: "nowhere" });
        await RunAsOwnerAsync(
            "ALTER TABLE sensitive_read ADD CONSTRAINT nowhere CHECK (hub_id <> 'national') NOT VALID");
        try
        {
            await Assert.ThrowsAsync<RpcException>(async () =>
                await _library.Library(_hub, "shelves.sensitive").ListShelvesAsync(new() { Parent = "hubs/-" }));
        }
        finally
        {
            await RunAsOwnerAsync("ALTER TABLE sensitive_read DROP CONSTRAINT nowhere");
        }
    }

    [Fact]
    public async Task Are_made_for_streams_csv_and_json()
    {
        await NotedAsync();
        var before = await CountAsync();

        using var stream = _client.ExportShelves(new() { Parent = $"hubs/{_hub}" });
        await stream.ResponseStream.ReadAllAsync().ToListAsync();
        using var http = _library.Http(_hub);
        await http.GetStringAsync($"/v1/hubs/{_hub}/shelves");
        http.DefaultRequestHeaders.Accept.Add(new("text/csv"));
        await http.GetStringAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(before + 3, await CountAsync());
    }

    [Fact]
    public async Task Are_made_for_the_answers_of_writes_also_repeated_ones_and_trials()
    {
        var request = new CreateShelfRequest
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "A", Note = "secret" },
            RequestId = Guid.NewGuid().ToString(),
        };
        await _client.CreateShelfAsync(request);
        var first = await CountAsync();
        await _client.CreateShelfAsync(request);
        var repeated = await CountAsync();
        await _client.CreateShelfAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "B", Note = "secret" },
            ValidateOnly = true,
        });

        Assert.Equal((1L, 2L, 3L), (first, repeated, await CountAsync()));
    }

    [Fact]
    public async Task Are_not_made_for_what_the_caller_does_not_see_or_what_is_empty()
    {
        var noted = await NotedAsync();
        var plain = await _library.ShelfAsync(_hub);
        var without = _library.Library(_hub, without: "shelves.sensitive");
        var before = await CountAsync();

        await without.GetShelfAsync(new() { Name = noted.Name });
        await without.UpdateShelfAsync(new() { Shelf = new() { Name = noted.Name, Capacity = 3 } });
        await without.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
        await _client.GetShelfAsync(new() { Name = plain.Name });
        await _client.UpdateShelfAsync(new() { Shelf = new() { Name = plain.Name, Capacity = 3 } });

        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("HEAD", false)]
    [InlineData("GET", true)]
    public async Task Are_not_made_for_an_answer_without_a_body(string verb, bool known)
    {
        var noted = await NotedAsync();
        using var http = _library.Http(_hub);
        using var request = new HttpRequestMessage(new(verb), new Uri($"/v1/{noted.Name}", UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (known)
        {
            request.Headers.IfNoneMatch.Add(new($"\"{noted.Etag}\""));
        }

        var before = await CountAsync();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(known ? HttpStatusCode.NotModified : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Refuse_the_answer_when_they_cannot_be_made()
    {
        var noted = await NotedAsync();
        var plain = await _library.ShelfAsync(_hub);
        _library.Service.Logs.Expect(entry => entry.Exception is PostgresException { ConstraintName: "never" });
        await RunAsOwnerAsync("ALTER TABLE sensitive_read ADD CONSTRAINT never CHECK (actor = '') NOT VALID");
        try
        {
            await Assert.ThrowsAsync<RpcException>(async () =>
                await _client.GetShelfAsync(new() { Name = noted.Name }));
            await Assert.ThrowsAsync<RpcException>(async () => await _client.UpdateShelfAsync(
                new() { Shelf = new() { Name = noted.Name, DisplayName = "Renamed" } }));
            using var stream = _client.ExportShelves(new() { Parent = $"hubs/{_hub}" });
            await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.ReadAllAsync().ToListAsync().AsTask());
            await _client.GetShelfAsync(new() { Name = plain.Name });
        }
        finally
        {
            await RunAsOwnerAsync("ALTER TABLE sensitive_read DROP CONSTRAINT never");
        }

        Assert.Equal(noted.DisplayName, (await _client.GetShelfAsync(new() { Name = noted.Name })).DisplayName);
    }

    [Theory]
    [InlineData("UPDATE sensitive_read SET actor = 'nobody'")]
    [InlineData("DELETE FROM sensitive_read")]
    [InlineData("INSERT INTO sensitive_read (hub_id, id, actor, token_id, method, request_hub, resources, fields, "
        + "trace_id, create_time) VALUES ('h', gen_random_uuid(), '', '', '', '', '{a}', '{b}', '', now())")]
    [InlineData("SELECT set_config('mastery.hub', 'h', false); INSERT INTO sensitive_read (hub_id, id, actor, "
        + "token_id, method, request_hub, resources, fields, trace_id) "
        + "VALUES ('other', gen_random_uuid(), '', '', '', '', '{a}', '{b}', '')")]
    public async Task Cannot_be_changed_dated_or_put_into_another_hub_by_the_service(string sql)
    {
        await using var connection = await _library.Service.Database.OpenAsync(DatabaseRole.Runtime);
        await using var command = new NpgsqlCommand(sql, connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    Task<Shelf> NotedAsync(string? hub = null) => _library.ShelfAsync(hub ?? _hub, with =>
    {
        with.Note = "secret";
        with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "K", Phone = "0123" });
    });

    Task<long> CountAsync() => _library.LookAsync<long>(_hub, "SELECT count(*) FROM sensitive_read");

    Task<string> LastAsync(string hub, string what) => _library.LookAsync<string>(
        hub, $"SELECT {what} FROM sensitive_read r ORDER BY create_time DESC, id DESC LIMIT 1");

    async Task RunAsOwnerAsync(string sql)
    {
        await using var connection = await _library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
