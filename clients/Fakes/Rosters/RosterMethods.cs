using System.Globalization;
using Google.Protobuf;
using Mastery.Fakes.Resources;
using Mastery.Fakes.Serving;
using Mastery.Participants.V1;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Fakes.Rosters;

/// <summary>Plans and applies syncs of staff, and takes decisions on potential matches.</summary>
sealed class RosterMethods(ResourceStore store, TimeProvider clock)
{
    readonly Dictionary<string, KeptSync> _syncs = [];

    string Today => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/London"))
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void AddTo(Dispatcher dispatcher)
    {
        dispatcher.Handle("PlanRosterSync", PlanStream);
        dispatcher.Handle("BatchPlanRosterSync", requests => Plan((BatchPlanRosterSyncRequest)requests[0]));
        dispatcher.Handle("ListRosterSyncEffects", requests => ListEffects((ListRosterSyncEffectsRequest)requests[0]));
        dispatcher.Handle("ApplyRosterSync", requests => Apply((ApplyRosterSyncRequest)requests[0]));
        dispatcher.Handle("ResolveMatchReview", requests => Resolve((ResolveMatchReviewRequest)requests[0]));
    }

    RosterSync PlanStream(IReadOnlyList<IMessage> requests)
    {
        List<PlanRosterSyncRequest> messages = [.. requests.Cast<PlanRosterSyncRequest>()];
        return Plan(messages.FirstOrDefault()?.Header, messages.SelectMany(message => message.Records),
            messages.Count > 0 && messages[0].ValidateOnly);
    }

    RosterSync Plan(BatchPlanRosterSyncRequest batch) => Plan(batch.Header, batch.Records, batch.ValidateOnly);

    RosterSync Plan(RosterSyncHeader? header, IEnumerable<StaffRecord> records, bool validateOnly)
    {
        if (header is null or { Source: "" } or { System: "" } or { Mode: RosterMode.Unspecified })
        {
            throw FakeError.Invalid("header", "needs source, system and mode");
        }

        var day = header.EffectiveDate.Length > 0 ? header.EffectiveDate : Today;
        var kept = new KeptSync(header.Clone(), day, [.. records.Select(record => record.Clone())]);
        var feed = kept.Read(store);
        if (feed.Hubs.Count == 0)
        {
            throw FakeError.Invalid("header.source",
                $"is '{header.Source}', which has no school with a department: add a School and a Department");
        }

        kept.Plans = [.. feed.Hubs.Select(hub => new HubPlanner(store, feed, hub).Plan())];
        var sync = SyncOf(kept, feed);
        if (!validateOnly)
        {
            Ask(sync, kept);
            store.Put(sync);
            _syncs[sync.Name] = kept;
        }

        return validateOnly ? sync : store.Get<RosterSync>(sync.Name)!;
    }

    static RosterSync SyncOf(KeptSync kept, Feed feed)
    {
        var placed = kept.Plans.SelectMany(plan => plan.Effects)
            .SelectMany(planned => planned.Effect.SourceIds).ToHashSet();
        var others = feed.Persons.Where(person => !placed.Contains(person.Record.Id)).ToList();
        var sync = new RosterSync
        {
            Name = $"rosterSyncs/{Guid.CreateVersion7()}",
            Source = kept.Header.Source,
            System = kept.Header.System,
            Mode = kept.Header.Mode,
            EffectiveDate = kept.Day,
            Subject = kept.Header.Subject,
            State = State.Planned,
            OutsideCount = others.Where(person => person.Fault is null).Sum(person => person.Records.Count),
            Rejections =
            {
                others.Where(person => person.Fault is not null).Select(person => new RosterRejection
                {
                    Number = person.Number,
                    Origin = person.Record.Origin,
                    Field = person.Fault!.Value.Field,
                    Reason = person.Fault.Value.Reason,
                }),
            },
        };
        sync.RejectedCount = sync.Rejections.Count;
        sync.Slices.AddRange(kept.Plans.Select(plan => new RosterSync.Types.Slice
        {
            Hub = plan.Hub,
            State = State.Planned,
            Counts = plan.Counts,
            Schools = { plan.Schools },
        }));
        sync.Counts = Total(sync);
        return sync;
    }

    /// <summary>Keeps a review for each potential match.</summary>
    void Ask(RosterSync sync, KeptSync kept)
    {
        foreach (var (plan, planned) in kept.Plans.SelectMany(
            plan => plan.Effects.Where(one => one.Candidates.Count > 0), (plan, one) => (plan, one)))
        {
            var review = store.All<MatchReview>().FirstOrDefault(one => Feed.Hub(one.Name) == plan.Hub
                && one.Source == sync.Source && one.System == sync.System
                && one.SourceId == planned.Effect.SourceIds[0])
                ?? new() { Name = $"{plan.Hub}/matchReviews/{Guid.CreateVersion7()}" };
            review.MergeFrom(new MatchReview
            {
                Source = sync.Source,
                System = sync.System,
                SourceId = planned.Effect.SourceIds[0],
                DisplayName = planned.Effect.DisplayName,
                School = planned.Effect.Schools.FirstOrDefault() ?? "",
                RosterSync = sync.Name,
                State = MatchReview.Types.State.Waiting,
            });
            review.Candidates.Clear();
            review.Candidates.AddRange(planned.Candidates.Select(one => new MatchReview.Types.Candidate
            {
                Participant = one.Name,
                DisplayName = People.Called(one),
                Explanation = $"{People.Called(one)} is on record with the same name.",
            }));
            planned.Effect.MatchReview = store.Update(review).Name;
        }
    }

    ListRosterSyncEffectsResponse ListEffects(ListRosterSyncEffectsRequest request)
    {
        var effects = new ListQuery("ListRosterSyncEffects", RosterSyncEffect.Descriptor, request.Filter, "")
            .Of(Kept(request.Name).Plans.SelectMany(plan => plan.Effects).Select(planned => planned.Effect));
        var (page, next) = Page.Of(effects, request.PageSize, request.PageToken);
        return new() { Effects = { page.Cast<RosterSyncEffect>() }, NextPageToken = next };
    }

    RosterSync Apply(ApplyRosterSyncRequest request)
    {
        var kept = Kept(request.Name);
        var sync = store.Get<RosterSync>(request.Name)!;
        if (request.Etag.Length > 0 && request.Etag != sync.Etag && sync.State == State.Planned)
        {
            throw FakeError.Conflict(sync.Name);
        }

        foreach (var slice in sync.Slices.Where(slice => slice.State == State.Planned
            && (request.Hub.Length == 0 || request.Hub == slice.Hub)))
        {
            kept.Apply(store, slice, request.AllowLeavers);
            slice.State = State.Applied;
            slice.ApplyActor = "fake";
            sync.State = sync.Slices.All(one => one.State == State.Applied) ? State.Applied : State.PartlyApplied;
            sync.Counts = Total(sync);
            // What is applied in one hub stays so when the next one is refused.
            store.Update(sync.Clone());
        }

        return store.Get<RosterSync>(request.Name)!;
    }

    MatchReview Resolve(ResolveMatchReviewRequest request)
    {
        var review = store.Get<MatchReview>(request.Name) ?? throw FakeError.NotFound(request.Name);
        if (request.Etag.Length > 0 && request.Etag != review.Etag)
        {
            throw FakeError.Conflict(review.Name);
        }

        if (request.NewPerson == (request.Participant.Length > 0))
        {
            throw FakeError.Invalid("participant", "is needed, or new_person, and not both");
        }

        review.Participant = request.Participant;
        review.State = request.NewPerson ? MatchReview.Types.State.NewPerson : MatchReview.Types.State.SamePerson;
        return store.Update(review);
    }

    KeptSync Kept(string name) => _syncs.GetValueOrDefault(name) ?? throw FakeError.NotFound(name);

    static RosterSync.Types.Counts Total(RosterSync sync)
    {
        var total = new RosterSync.Types.Counts();
        foreach (var field in RosterSync.Types.Counts.Descriptor.Fields.InDeclarationOrder())
        {
            field.Accessor.SetValue(total, sync.Slices.Sum(slice => (int)field.Accessor.GetValue(slice.Counts)));
        }

        return total;
    }
}
