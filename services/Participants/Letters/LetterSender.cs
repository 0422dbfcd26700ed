using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Sends the letters that wait, hub by hub. Each is claimed, sent outside of any transaction, and marked.
/// Workers of several replicas take different letters. One that ends between the claim and the mark leaves the letter
/// to the next when the lease ends; if the mail server had taken it already, it gets it a second time with the same
/// Message-ID, by which mail systems know it.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="units">Units of work.</param>
/// <param name="transport">Gives letters to the mail server.</param>
/// <param name="options">How letters are sent.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
sealed partial class LetterSender(IServiceProvider services, HubUnitOfWork units, MailTransport transport,
    IOptions<MailOptions> options, TimeProvider clock, ILogger<LetterSender> log) : BackgroundService
{
    const string Actor = "participants";

    DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends what is due.</summary>
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        foreach (var hub in await HubsAsync(cancellation))
        {
            while (await ClaimAsync(hub, cancellation) is { } letter)
            {
                await SendAsync(hub, letter);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailure(log, exception);
            }
        }
    }

    Task<Letter?> ClaimAsync(string hub, CancellationToken cancellation) => units.RunAsync<LetterStore, Letter?>(
        hub, Actor, letters => letters.ClaimAsync(hub, Now, Now + options.Value.Lease), cancellation);

    /// <summary>Sends a claimed letter and marks it, also while the service stops: what the mail server has taken must
    /// not go out again.</summary>
    async Task SendAsync(string hub, Letter letter)
    {
        var from = await units.RunAsync<HubStore, Hub>(
            hub, Actor, hubs => hubs.GetAsync(Hub.NameOf(hub)), CancellationToken.None);
        var result = await transport.SendAsync(letter, from.DisplayName, from.ContactEmail);
        await units.RunAsync<LetterStore>(hub, Actor, async letters =>
        {
            var current = await letters.LockAsync(letter.Name);
            await letters.UpdateAsync(current, current.After(result, options.Value, Now));
        }, CancellationToken.None);
    }

    /// <summary>The hubs with letters that are due.</summary>
    Task<IReadOnlyList<string>> HubsAsync(CancellationToken cancellation) =>
        services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            "SELECT DISTINCT hub_id FROM letter WHERE state = 'PENDING' AND next_attempt_time <= $1",
            row => row.GetString(0), [Now], cancellation);

    [LoggerMessage(LogLevel.Warning, "Letters could not be sent; it is tried again at the next interval")]
    static partial void LogFailure(ILogger log, Exception exception);
}
