using Mastery.Errors.V1;
using Mastery.Fakes.Resources;
using Mastery.Fakes.Serving;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Fakes.Rosters;

/// <summary>A sync with what it was planned from.</summary>
sealed record KeptSync(RosterSyncHeader Header, string Day, IReadOnlyList<StaffRecord> Records)
{
    public IReadOnlyList<HubPlan> Plans { get; set; } = [];

    public Feed Read(ResourceStore store) => new(store, Header, Day, Records);

    /// <summary>Does in one hub what was planned, if the same would come of it still.</summary>
    public void Apply(ResourceStore store, RosterSync.Types.Slice slice, IReadOnlyCollection<string> allowLeavers)
    {
        var before = Plans.Single(plan => plan.Hub == slice.Hub);
        var now = new HubPlanner(store, Read(store), slice.Hub, before.FirstSync).Plan();
        // Of whom nothing came, nothing is kept.
        var skipped = before.Effects.Where(IsSkipped).Select(planned => planned.Key).ToHashSet();
        now = now with { Effects = [.. now.Effects.Where(planned => !skipped.Contains(planned.Key))] };
        RequireSame(before, now);
        RequireFewLeavers(now, allowLeavers);
        var places = before.Effects.ToDictionary(planned => planned.Key, planned => planned.Effect);
        foreach (var planned in now.Effects.Where(planned => planned.Writes))
        {
            var person = planned.After!;
            person.Name = person.Name.Length > 0 ? person.Name : $"{slice.Hub}/participants/{Guid.CreateVersion7()}";
            places[planned.Key].Participant = store.Update(person).Name;
        }

        slice.Counts = now.Counts;
        slice.Counts.SkippedCount += skipped.Count;
    }

    static bool IsSkipped(Planned planned) => planned.Effect.Kind == Kind.Skipped;

    static void RequireSame(HubPlan before, HubPlan now)
    {
        var kept = before.Effects.Where(planned => !IsSkipped(planned)).ToDictionary(planned => planned.Key);
        List<string> changed = [];
        foreach (var planned in now.Effects)
        {
            var known = kept.Remove(planned.Key, out var was);
            if (!known || (was!.Effect.Kind != Kind.PotentialMatch && !Facts(was).Equals(Facts(planned))))
            {
                changed.Add(planned.Effect.Explanation);
            }
        }

        changed.AddRange(kept.Values.Select(planned => $"No longer: {planned.Effect.Explanation}"));
        if (changed.Count > 0)
        {
            throw FakeError.Precondition(ErrorReason.PlanOutdated,
                $"Something else would come of {changed.Count} people by now: plan the feed again.", "EFFECT",
                changed.Select(explanation => (before.Hub, explanation)));
        }
    }

    /// <summary>The effect without its words and what only a plan has.</summary>
    static RosterSyncEffect Facts(Planned planned)
    {
        var facts = planned.Effect.Clone();
        (facts.Number, facts.Explanation, facts.MatchReview) = (0, "", "");
        return facts;
    }

    static void RequireFewLeavers(HubPlan plan, IReadOnlyCollection<string> allowed)
    {
        var many = plan.Schools.Where(school => school.Guarded && !allowed.Contains(school.School)).ToList();
        if (many.Count > 0)
        {
            throw FakeError.Precondition(ErrorReason.MassLeavers,
                "Too many people would leave. If the feed is complete, name the schools in allow_leavers.", "SCHOOL",
                many.Select(school => (school.School,
                    $"{school.LeaveCount} of {school.PeopleCount} people of {school.DisplayName} would leave.")));
        }
    }
}
