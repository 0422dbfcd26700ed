using Google.Protobuf.WellKnownTypes;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>Makes the coherence report from a snapshot: pure, so that the same snapshot always has the same
/// report.</summary>
public static class Assessment
{
    public static V1.PlanAssessment Of(PlanSnapshot snapshot, RuleSet rules, DateTimeOffset now)
    {
        var view = new PlanView(snapshot, rules.Bounds);
        List<RuleResult> results = [.. rules.Rules.Select(rule => new RuleResult(rule, [.. rule.Evaluate(view)]))];
        return new()
        {
            Plan = snapshot.Plan.Name,
            PlanRevision = snapshot.Plan.Revision,
            RuleSetVersion = rules.Version,
            CatalogueRevision = snapshot.Focus.CatalogueRevision,
            Coherent = !results.Exists(result => result.Rule.Severity == Severity.Must && result.Findings.Any()),
            Findings =
            {
                results.OrderBy(result => result.Rule.Severity).SelectMany(result =>
                    result.Findings.Select(check => Finding(result.Rule, check))),
            },
            Parts = { results.GroupBy(result => result.Rule.Part).OrderBy(part => part.Key).Select(Count) },
            Coverage = CoverageOf(view),
            Delivery = DeliveryOf(snapshot),
            AssessTime = now.ToTimestamp(),
        };
    }

    static V1.Finding Finding(CoherenceRule rule, Check check) => new()
    {
        Rule = rule.Rule,
        Severity = rule.Severity,
        Subject = check.Subject,
        Message = check.Message,
        Reason = rule.Reason,
        Hint = check.Hint,
    };

    static V1.PartCount Count(IGrouping<V1.PartCount.Types.Part, RuleResult> part) => new()
    {
        Part = part.Key,
        MetCount = part.Sum(result => result.Checks.Count(check => check.Met)),
        TotalCount = part.Sum(result => result.Checks.Count),
    };

    static V1.Coverage CoverageOf(PlanView view)
    {
        var reached = view.Reached(view.Programme);
        return new()
        {
            MemberCount = view.Snapshot.People.Count,
            ExpectedCount = view.Snapshot.Members.Count,
            ReachedCount = reached.Count,
            Unreached = { view.Snapshot.Members.Except(reached).Select(member => member.Name) },
            Aims = { view.Snapshot.Aims.Select(aim => CoverageOf(aim, view)) },
        };
    }

    static V1.Coverage.Types.AimCoverage CoverageOf(Aim aim, PlanView view)
    {
        var reached = view.Reached(view.Serving(aim));
        return new()
        {
            Aim = aim.Name,
            ReachedCount = reached.Count,
            Unreached = { view.Snapshot.Members.Except(reached).Select(member => member.Name) },
        };
    }

    static V1.Delivery DeliveryOf(PlanSnapshot snapshot) => new()
    {
        PlannedCount = snapshot.Content.Activities.Count(activity => activity.State == ActivityState.Planned),
        DeliveredCount = snapshot.Content.Activities.Count(activity => activity.State == ActivityState.Delivered),
        CancelledCount = snapshot.Content.Activities.Count(activity => activity.State == ActivityState.Cancelled),
    };

    /// <summary>The checks of one rule.</summary>
    sealed record RuleResult(CoherenceRule Rule, IReadOnlyList<Check> Checks)
    {
        public IEnumerable<Check> Findings => Checks.Where(check => check.IsFinding);
    }
}
