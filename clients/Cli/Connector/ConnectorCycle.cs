using Grpc.Core;
using Mastery.Cli.Rosters;
using Mastery.Mis;
using Mastery.Participants.V1;
using Client = Mastery.Participants.V1.RosterService.RosterServiceClient;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Cli.Connector;

/// <summary>Brings the staff in step once: reads, plans, and does what may be done. Ended at any point and run again,
/// it comes to the same.</summary>
sealed class ConnectorCycle(
    ConnectorSettings settings,
    ConnectorMemory memory,
    Client rosters,
    ConnectorLog log,
    ConnectorMetrics metrics,
    TimeProvider time)
{
    readonly DateTimeOffset _begun = time.GetUtcNow();

    ConnectorState Kept => memory.State;

    /// <summary>Does it; answers what came of it.</summary>
    /// <param name="stop">Stops it between two steps; one that was begun is brought to its end.</param>
    public async Task<CycleOutcome> RunAsync(CancellationToken stop)
    {
        var pending = await SettleAsync();
        var decided = await IsDecidedAsync();
        var feed = await ReadAsync(decided, stop);
        stop.ThrowIfCancellationRequested();
        metrics.Read(feed.List.Records.Count);
        var digest = feed.Digest(settings);
        if (feed.IsEmpty || (pending is null && !decided && IsKnown(digest, Kept.Digest, Kept.DigestTime)))
        {
            return Unchanged(feed);
        }

        if (pending is null || decided || !IsKnown(digest, Kept.Pending!.Digest, Kept.Pending.ReadTime))
        {
            pending = await PlanAsync(feed, digest);
        }

        stop.ThrowIfCancellationRequested();
        return await new ConnectorApply(settings, memory, rosters, log, metrics, time).RunAsync(pending)
            ?? await AgainAsync(feed, digest);
    }

    /// <summary>A plan is outdated when somebody has changed people since. It is made once again; then it is time to
    /// wait.</summary>
    async Task<CycleOutcome> AgainAsync(StaffFeed feed, string digest)
    {
        log.Say("People have changed since it was planned: it is planned again.");
        return await new ConnectorApply(settings, memory, rosters, log, metrics, time).RunAsync(
            await PlanAsync(feed, digest))
            ?? throw new StaffSourceException("People are being changed while they are brought in step.");
    }

    bool IsKnown(string digest, string known, DateTimeOffset? then) =>
        digest == known && _begun - then < settings.FullEvery;

    /// <summary>What is planned and not done yet. A person may have done it, or taken it back.</summary>
    async Task<RosterSync?> SettleAsync()
    {
        if (Kept.Pending is not { } pending)
        {
            return null;
        }

        try
        {
            var sync = await rosters.GetRosterSyncAsync(new() { Name = pending.Name });
            if (sync.State is State.Planned or State.PartlyApplied)
            {
                return sync;
            }

            if (sync.State == State.Applied)
            {
                log.Say($"What was planned has been done: {Needs.Of(sync)}.");
                await new ConnectorApply(settings, memory, rosters, log, metrics, time).EndAsync(sync, []);
                return null;
            }
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            log.Say("What was planned is not there any more.");
        }

        memory.Keep(state => state with { Pending = null, Seed = Guid.NewGuid() });
        return null;
    }

    /// <summary>Whether a person has decided who is who since the last plan. It takes effect when the record comes
    /// again, so everybody is read.</summary>
    async Task<bool> IsDecidedAsync()
    {
        foreach (var need in Kept.Needs.Where(need => need.Kind == NeedKind.Reviews))
        {
            if (await rosters.WaitingAsync(need.Hub, settings) < need.Waiting)
            {
                log.Say("It was decided who records are of: everybody is read and planned again.");
                return true;
            }
        }

        return false;
    }

    async Task<StaffFeed> ReadAsync(bool everybody, CancellationToken stop)
    {
        everybody |= Kept.FullTime is not { } then || _begun - then >= settings.FullEvery;
        var feed = await settings.From.ReadAsync(
            everybody ? new Dictionary<string, string>() : Kept.Cursors,
            () => log.Say("The source does not know any more since when it was asked: everybody is read."),
            stop);
        log.Say($"Read: {Path.GetFileName(feed.List.File)} ({feed.List.Start.Format}), "
            + $"{(feed.List.Start.Mode == FeedMode.Full ? "everybody" : "changes only")}, "
            + $"{RosterWords.People(feed.List.Records.Count)}.");
        return feed.List.Records.Count > 0 || feed.List.Start.Mode == FeedMode.Delta ? feed
            : throw new StaffSourceException($"{Path.GetFileName(feed.List.File)} has no member of staff that could be "
                + "read. Nothing was sent.");
    }

    CycleOutcome Unchanged(StaffFeed feed)
    {
        // Changes that are planned and not done have to be read again next time.
        memory.Keep(state => state.Pending is null ? state with { Cursors = feed.Cursors } : state);
        log.Say("Nothing has changed since the last time.");
        foreach (var need in Kept.Needs)
        {
            log.Say($"Still waits for a person: {need.Text}.");
        }

        return Outcome(Kept.Needs);
    }

    async Task<RosterSync> PlanAsync(StaffFeed feed, string digest)
    {
        if (Kept.Pending is not null)
        {
            // The same staff sent again shall be planned again.
            memory.Keep(state => state with { Pending = null, Seed = Guid.NewGuid() });
        }

        var header = feed.Header(settings);
        using var step = StepToken();
        var sync = await rosters.PlanAsync(
            header, feed.List.Records, _ => { }, step.Token, FeedRequests.RequestId(digest, Kept.Seed));
        await WriteReportsAsync(new(sync, settings.Reports.Any
            ? await rosters.EffectsAsync(sync.Name, step.Token) : [], feed.List));
        memory.Keep(state => state with
        {
            Pending = new(sync.Name, digest, header.Mode == RosterMode.Full, _begun, feed.Cursors,
                feed.List.End.LostPeople),
            Sync = sync.Name,
            Counts = Needs.Of(sync),
        });
        log.Say($"Planned {sync.Name}: {Needs.Of(sync)}.");
        return sync;
    }

    async Task WriteReportsAsync(RosterReport report)
    {
        var files = settings.Reports;
        if (files.Page is { } page)
        {
            await PrivateFile.WriteAsync(page, RosterPage.Of(report), CancellationToken.None);
        }

        if (files.Json is { } json)
        {
            await PrivateFile.WriteAsync(json, RosterData.Of(report), CancellationToken.None);
        }

        if (files.Errors is { } errors)
        {
            UnusedRowsFile.Write(errors, report.Unused);
        }
    }

    /// <summary>Ends a step that takes far too long.</summary>
    public static CancellationTokenSource StepToken() => new(TimeSpan.FromMinutes(10));

    /// <summary>What came of a cycle that left this to a person.</summary>
    public static CycleOutcome Outcome(IReadOnlyList<Need> needs) =>
        needs.Count == 0 ? CycleOutcome.InStep
            : needs.All(need => need.Kind == NeedKind.Rows) ? CycleOutcome.RowsUnused
            : CycleOutcome.NeedsPerson;
}
