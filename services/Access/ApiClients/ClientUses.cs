using System.Collections.Concurrent;
using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Access;

/// <summary>When clients last got a token, as a sample: written in the background, at most every few minutes for each
/// client, so that giving a token writes nothing. It changes no etag and is in no change log.</summary>
public sealed partial class ClientUses(
    NpgsqlDataSource database, TimeProvider time, ILogger<ClientUses> log) : BackgroundService
{
    /// <summary>How often it is written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>How far apart two times of a client are at least.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, DateTimeOffset> _uses = new();

    /// <summary>Remembers that a client gets a token now.</summary>
    public void Note(string client) => _uses[client] = time.GetUtcNow();

    /// <summary>Writes what is remembered.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        // What is noted meanwhile stays for the next time.
        var uses = _uses.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        await using var command = database.CreateCommand($"""
            UPDATE api_client SET last_used_time = used.at
            FROM unnest($1, $2) AS used (id, at)
            WHERE api_client.id = used.id
                AND (last_used_time IS NULL OR last_used_time <= used.at - interval '{Apart.TotalSeconds} seconds')
            """);
        command.Parameters.AddWithValue(uses.Select(use => use.Key).ToArray());
        command.Parameters.AddWithValue(uses.Select(use => use.Value.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
        foreach (var use in uses)
        {
            _uses.TryRemove(use);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryWriteAsync(stoppingToken);
        }
    }

    async Task TryWriteAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(cancellation);
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
        {
            LogFailure(exception.Message);
        }
        catch (OperationCanceledException)
        {
            // The service stops: it was a sample.
        }
    }

    [LoggerMessage(LogLevel.Warning, "When clients were last used could not be written; it is tried again: {Why}")]
    partial void LogFailure(string why);
}
