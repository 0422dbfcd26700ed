using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Plans feeds of staff, in all hubs of the caller's token at once.</summary>
public sealed class RosterImporter(DbSession db, CallScope call, RosterStore rosters, RosterEffectStore effects,
    MatchReviewStore reviews, HubRosterReader reader, ParticipantStore participants, TimeProvider clock)
{
    const int MostRecords = 100_000;
    const int MostRejections = 1_000;

    /// <summary>Plans a stream.</summary>
    public async Task<V1.RosterSync> PlanAsync(IAsyncEnumerable<V1.PlanRosterSyncRequest> messages)
    {
        V1.RosterSyncHeader? header = null;
        List<V1.StaffRecord> records = [];
        await foreach (var message in messages)
        {
            header ??= message.Header ?? throw ApiError.Invalid("header", "is needed in the first message");
            records.AddRange(message.Records);
            if (records.Count > MostRecords)
            {
                throw ApiError.Invalid("records", $"are more than {MostRecords:N0}: split the feed by school");
            }
        }

        return await PlanAsync(
            header ?? throw ApiError.Invalid("header", "is needed in the first message"), records);
    }

    /// <summary>Plans the records of one request.</summary>
    public async Task<V1.RosterSync> PlanAsync(V1.RosterSyncHeader request, IReadOnlyList<V1.StaffRecord> records)
    {
        var header = RosterHeader.From(request, EnglandTime.Today(clock));
        RequireOwn(header);
        var feed = await RosterFeed.ReadAsync(
            db, header, [.. records.Index().Select(record => new FeedRecord(record.Index + 1, record.Item))]);
        RequireBound(feed);
        var hubs = Hubs(feed);
        Dictionary<string, RosterHubPlan> plans = [];
        foreach (var hub in hubs)
        {
            plans[hub] = await db.InOwnHubAsync(hub, () => PlanAsync(hub, feed));
        }

        var slices = await KeepAsync(feed, plans);
        return RosterSlice.ToProto(slices);
    }

    /// <summary>Plans in one hub. What the plan keeps of people is read and kept with no erasure in between.</summary>
    async Task<RosterHubPlan> PlanAsync(string hub, RosterFeed feed)
    {
        await participants.KeepErasuresOutAsync(hub);
        return await RosterHubPlan.OfAsync(reader, hub, feed);
    }

    async Task<IReadOnlyList<RosterSlice>> KeepAsync(RosterFeed feed, Dictionary<string, RosterHubPlan> plans)
    {
        HashSet<int> placed =
        [
            .. plans.Values.SelectMany(plan => plan.Effects).Where(effect => effect.Person is not null)
                .SelectMany(effect => effect.Person!.Records).Select(record => record.Number),
        ];
        var (outside, rejected) = Others(feed, placed);
        List<RosterSlice> slices = [];
        var id = Guid.CreateVersion7();
        foreach (var (hub, plan) in plans)
        {
            var slice = RosterSlice.New(id, hub, feed.Header).With(plan.Effects, plan.Schools) with
            {
                FirstSync = plan.Roster.FirstSync,
                Covered = [.. plan.Covered.Select(school => school.Urn)],
                OutsideCount = outside,
                Rejections = new() { Rejections = { rejected.Take(MostRejections) } },
                RejectedCount = rejected.Count,
            };
            slices.Add(await db.InOwnHubAsync(hub, () => KeepAsync(slice, feed, plan)));
        }

        return slices;
    }

    async Task<RosterSlice> KeepAsync(RosterSlice slice, RosterFeed feed, RosterHubPlan plan)
    {
        var saved = await rosters.InsertAsync(slice);
        var asked = await reviews.AskAsync(slice, plan.Effects, plan.Roster.Reviews);
        foreach (var effect in plan.Effects.Where(effect => effect.Candidates.Count > 0))
        {
            effect.Effect.MatchReview = asked[effect.Effect.SourceIds[0]];
        }

        await effects.InsertAsync(slice, feed, plan.Effects);
        return saved;
    }

    /// <summary>The records that are of no hub: how many are of other schools, and those that cannot be used.</summary>
    static (int Outside, List<V1.RosterRejection> Rejected) Others(RosterFeed feed, HashSet<int> placed)
    {
        var others = feed.People
            .Where(person => person.Records.All(record => !placed.Contains(record.Number))).ToList();
        return (others.Where(person => person.Fault is null).Sum(person => person.Records.Count),
        [
            .. others.Where(person => person.Fault is not null).SelectMany(person => person.Records, (person, record) =>
                new V1.RosterRejection
                {
                    Number = record.Number,
                    Origin = record.Record.Origin,
                    Field = person.Fault!.Value.Field,
                    Reason = person.Fault.Value.Reason,
                }),
        ]);
    }

    /// <summary>The hubs of the token in which schools of the source have departments, in order.</summary>
    List<string> Hubs(RosterFeed feed)
    {
        List<string> hubs =
        [
            .. feed.Schools.OfSource.SelectMany(school => school.Hubs).Distinct()
                .Where(hub => call.Hubs.Contains("*") || call.Hubs.Contains(hub)).Order(StringComparer.Ordinal),
        ];
        return hubs.Count > 0 ? hubs : throw Refusals.Reference("header.source", feed.Header.Source,
            "has no school with a department in the programme, in a hub that the token is for");
    }

    /// <summary>A token for a trust is for it and its schools, one for a school for that school.</summary>
    void RequireOwn(RosterHeader header)
    {
        if (call.School is not null && header.Source != call.Bound)
        {
            throw ApiError.Bound();
        }

        if (call.Trust is not null && header.IsOfTrust && header.Source != call.Bound)
        {
            throw ApiError.Bound();
        }
    }

    void RequireBound(RosterFeed feed)
    {
        if (call.Trust is { } trust && !feed.Header.IsOfTrust
            && feed.Schools.OfUrn(feed.Header.SourceId)?.TrustCode != trust)
        {
            throw ApiError.Bound();
        }
    }
}
