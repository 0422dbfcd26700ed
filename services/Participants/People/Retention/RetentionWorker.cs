using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Empties the records whose time is over, hub by hub, each in a transaction of its own. It can end at any
/// moment: what is left is found again.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="units">Units of work, each in one hub.</param>
/// <param name="options">How long records are kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
sealed partial class RetentionWorker(IServiceProvider services, HubUnitOfWork units, IOptions<RetentionOptions> options,
    TimeProvider clock, ILogger<RetentionWorker> log)
    : HourlyWorker("Emptying records whose time is over", clock, log)
{
    const string Actor = "participants";
    const int Batch = 100;

    /// <inheritdoc/>
    protected override bool IsOn => options.Value.Rules().Any(rule => rule.Age is not null);

    /// <summary>Empties all that is due in every hub.</summary>
    /// <returns>The number of records.</returns>
    public async Task<int> EraseDueAsync(CancellationToken cancellation)
    {
        var erased = 0;
        foreach (var hub in await HubsAsync(cancellation))
        {
            erased += await EraseDueAsync(hub, cancellation);
        }

        return erased;
    }

    /// <inheritdoc/>
    protected override Task DoDueAsync(CancellationToken cancellation) => EraseDueAsync(cancellation);

    async Task<int> EraseDueAsync(string hub, CancellationToken cancellation)
    {
        var (erased, place, id) = (0, 0, Guid.Empty);
        while (true)
        {
            var batch = await units.RunAsync<RetentionStore, IReadOnlyList<RetainedRecord>>(
                hub, Actor, store => store.DueAsync(hub, place, id, Batch), cancellation);
            foreach (var record in batch)
            {
                erased += await TryEraseAsync(record, cancellation) ? 1 : 0;
            }

            if (batch.Count < Batch)
            {
                return erased;
            }

            (place, id) = (batch[^1].Place, batch[^1].Id);
        }
    }

    /// <summary>Empties one; a failure holds up no other, and is tried again in an hour.</summary>
    async Task<bool> TryEraseAsync(RetainedRecord record, CancellationToken cancellation)
    {
        try
        {
            return await units.RunAsync<RetentionEraser, bool>(
                record.HubId, Actor, eraser => eraser.EraseAsync(record), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailure(Log, exception);
            return false;
        }
    }

    Task<IReadOnlyList<string>> HubsAsync(CancellationToken cancellation) =>
        services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            "SELECT id FROM hub ORDER BY id", row => row.GetString(0), [], cancellation);

    [LoggerMessage(LogLevel.Warning,
        "A record whose time is over could not be emptied; it is tried again in an hour")]
    static partial void LogFailure(ILogger log, Exception exception);
}
