using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class CommitTests(LibraryFixture library) : IClassFixture<LibraryFixture>, IAsyncLifetime
{
    readonly LibraryServiceClient _client = library.Library("hub-a");
    readonly string _theme = $"theme-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        // A trigger that runs at the commit makes the commit slow enough to meddle with.
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("""
            CREATE
                OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END';
            DROP TRIGGER IF EXISTS slow_commit ON theme;
            CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON theme DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            EXECUTE FUNCTION slow();
            """, owner);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_commit_under_way_is_not_called_off()
    {
        using var patience = new CancellationTokenSource(700);

        await Assert.ThrowsAsync<RpcException>(() => CreateAsync("", patience.Token));

        await UntilAsync(ExistsAsync);
    }

    [Fact]
    public async Task An_outcome_nobody_knows_is_said_to_be_so_and_the_retry_has_one_effect()
    {
        var id = Guid.NewGuid().ToString();
        var writing = CreateAsync(id);
        await UntilAsync(CommittingAsync);
        await KillAsync();

        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, () => writing);
        await CreateAsync(id);
        await CreateAsync(id);

        Assert.Contains("may have been made", status.Message);
        Assert.Equal(1L, await library.LookAsync<long>("national",
            $"SELECT count(*) FROM change WHERE resource = 'themes/{_theme}'"));
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_unavailable_and_the_next_one_works()
    {
        await _client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        await KillAsync();

        for (var tries = 0; tries < 40; tries++)
        {
            try
            {
                await _client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
            }
            catch (RpcException exception)
            {
                Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
            }
        }

        await _client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
    }

    Task<Library.V1.Theme> CreateAsync(string requestId, CancellationToken cancellation = default) =>
        _client.CreateThemeAsync(new() { ThemeId = _theme, Theme = new() { Title = "T" }, RequestId = requestId },
            cancellationToken: cancellation).ResponseAsync;

    Task<bool> ExistsAsync() =>
        library.LookAsync<bool>("x", $"SELECT EXISTS (SELECT FROM theme WHERE id = '{_theme}')");

    async Task<bool> CommittingAsync() => await library.RunningAsync("COMMIT%") > 0;

    Task KillAsync() => TestServer.ExecuteAsync($"""
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = '{library.Service.Database.Names.Name}' AND usename = '{library.Service.Database.Names.Runtime}'
        """);

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 200, "It never came to be.");
            await Task.Delay(20);
        }
    }
}
