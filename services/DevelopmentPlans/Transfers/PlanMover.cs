using Mastery.Participants.V1;
using Mastery.ServiceDefaults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.DevelopmentPlans;

/// <summary>Lets plans follow departments that were transferred to another hub, with the service's own identity. It
/// keeps no list of its own: what is left to do is every plan that is still where its department is not. So it can end
/// at any moment, and it, or another replica, goes on with the rest.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="units">Units of work, each in one hub.</param>
/// <param name="options">How often it looks.</param>
/// <param name="configuration">Says whether the service has an identity of its own.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
sealed partial class PlanMover(IServiceProvider services, HubUnitOfWork units, IOptions<TransferOptions> options,
    IConfiguration configuration, TimeProvider clock, ILogger<PlanMover> log) : BackgroundService
{
    const string Actor = "development-plans";

    /// <summary>Moves the plans of all departments that have moved.</summary>
    public async Task MoveDueAsync(CancellationToken cancellation)
    {
        foreach (var hub in await HubsAsync(cancellation))
        {
            var departments = await units.RunAsync<Departments, IReadOnlyList<Department>>(
                hub, Actor, own => own.MovedAsync(hub, cancellation), cancellation);
            foreach (var department in departments)
            {
                await TryMoveAsync(hub, department, cancellation);
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
                await MoveDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailure(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Moves the plans of a department; a failure holds up no other department.</summary>
    async Task TryMoveAsync(string hub, Department department, CancellationToken cancellation)
    {
        try
        {
            await MoveAsync(hub, department, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailure(log, exception);
        }
    }

    async Task MoveAsync(string hub, Department department, CancellationToken cancellation)
    {
        var plans = await units.RunAsync<PlanStore, IReadOnlyList<Plan>>(
            hub, Actor, own => own.OfDepartmentAsync(department.Name), cancellation);
        foreach (var plan in plans)
        {
            // The peer is asked in a unit of work of its own: nobody is waited for in a transaction.
            var enrolment = await units.RunAsync<Enrolments, string>(
                hub, Actor, own => own.GoesOnAsync(plan.Enrolment, cancellation), cancellation);
            await units.RunAsync<PlanMove>(hub, Actor,
                move => move.MoveAsync(plan.Name, department.MovedTo.HubId(), enrolment), cancellation);
        }
    }

    /// <summary>The hubs that have plans.</summary>
    Task<IReadOnlyList<string>> HubsAsync(CancellationToken cancellation) =>
        services.GetRequiredService<NpgsqlDataSource>().ReadAllHubsAsync(
            "SELECT DISTINCT hub_id FROM plan WHERE state <> 'MOVED' ORDER BY hub_id",
            row => row.GetString(0), [], cancellation);

    [LoggerMessage(LogLevel.Warning,
        "Plans could not follow their departments to another hub; it is tried again at the next interval")]
    static partial void LogFailure(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "ServiceIdentity:ClientId is not set: plans do not follow departments that are "
        + "transferred to another hub until it is")]
    static partial void LogOff(ILogger log);
}
