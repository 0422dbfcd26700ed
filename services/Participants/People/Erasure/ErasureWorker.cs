using Mastery.Changes.V1;
using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Asks other services for their part of people who are erased until they have confirmed it, with this
/// service's own identity. What is left to do is in the database, so it can end at any moment, and it, or another
/// replica, goes on.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="units">Units of work, each in one hub.</param>
/// <param name="options">How often it looks.</param>
/// <param name="configuration">Says whether the service has an identity of its own.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
sealed partial class ErasureWorker(IServiceProvider services, HubUnitOfWork units, IOptions<ErasureOptions> options,
    IConfiguration configuration, TimeProvider clock, ILogger<ErasureWorker> log) : BackgroundService
{
    const string Actor = "participants";
    const int MostDoublings = 7;

    DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Asks for all that is due.</summary>
    public async Task FinishDueAsync(CancellationToken cancellation)
    {
        foreach (var hub in await HubsAsync(cancellation))
        {
            var due = await units.RunAsync<ErasureStore, IReadOnlyList<PersonErasure>>(
                hub, Actor, erasures => erasures.DueAsync(hub, Now), cancellation);
            foreach (var erasure in due)
            {
                await TryFinishAsync(erasure, cancellation);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["ServiceIdentity:ClientId"] is not { Length: > 0 })
        {
            LogOff(log);
            return;
        }

        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        do
        {
            try
            {
                await FinishDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailure(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Asks for one; a failure holds up no other, and is tried again later and later, up to an hour.</summary>
    async Task TryFinishAsync(PersonErasure erasure, CancellationToken cancellation)
    {
        try
        {
            // The peer is asked in a unit of work of its own: nobody is waited for in a transaction.
            var left = await units.RunAsync<PlanErasure, IReadOnlyList<UnattributedText>>(
                erasure.HubId, Actor, plans => plans.AskAsync(erasure), cancellation);
            await units.RunAsync<PersonErasing, PersonErasure>(erasure.HubId, Actor,
                erasing => erasing.ConfirmAsync(erasure, PlanErasure.Service, left), cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailure(log, exception);
            var next = Now + (options.Value.Interval * (1 << Math.Min(erasure.AttemptCount, MostDoublings)));
            await units.RunAsync<ErasureStore>(
                erasure.HubId, Actor, erasures => erasures.PostponeAsync(erasure, next), cancellation);
        }
    }

    /// <summary>The hubs in which something is due.</summary>
    Task<IReadOnlyList<string>> HubsAsync(CancellationToken cancellation) =>
        services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            "SELECT DISTINCT hub_id FROM person_erasure WHERE pending_services <> '{}' AND next_attempt_time <= $1",
            row => row.GetString(0), [Now], cancellation);

    [LoggerMessage(LogLevel.Warning,
        "Another service could not be asked to erase its part of a person; it is tried again later")]
    static partial void LogFailure(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "ServiceIdentity:ClientId is not set: what other services hold of erased people "
        + "goes when EraseParticipant is called again")]
    static partial void LogOff(ILogger log);
}
