using Google.Protobuf.WellKnownTypes;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>Makes the coherence report from a snapshot: pure, so that the same snapshot always has the same
/// report.</summary>
public static class Assessment
{
    public static V1.PlanAssessment Of(PlanSnapshot snapshot, DateTimeOffset now)
    {
        List<RuleResult> results =
            [.. CoherenceRules.All.Select(rule => new RuleResult(rule, [.. rule.Evaluate(snapshot)]))];
        List<V1.ScorePart> parts = [.. results.GroupBy(result => result.Rule.Part).Select(part => new V1.ScorePart
        {
            Part = part.Key,
            Score = Percent(part.Average(result => result.Share)),
        })];
        return new()
        {
            Plan = snapshot.Plan,
            PlanRevision = snapshot.Content.Plan.Revision,
            Coherent = !results.Exists(result => result.Rule.Severity == Severity.Must && result.Missing.Any()),
            Findings = { results.SelectMany(result => result.Missing.Select(check => Finding(result.Rule, check))) },
            Coverage = CoverageOf(snapshot),
            Score = (int)parts.Average(part => part.Score),
            ScoreParts = { parts },
            AssessTime = now.ToTimestamp(),
        };
    }

    /// <summary>Rounds down, so that 100 means that nothing is missing. The small term corrects rounding errors of
    /// doubles.</summary>
    static int Percent(double share) => (int)((100 * share) + 1e-9);

    static V1.Finding Finding(CoherenceRule rule, Check check) => new()
    {
        Rule = rule.Rule,
        Severity = rule.Severity,
        Subject = check.Subject,
        Message = check.Message,
        Remedy = check.Remedy,
    };

    static V1.Coverage CoverageOf(PlanSnapshot snapshot)
    {
        var reached = snapshot.Reached(snapshot.Activities);
        return new()
        {
            MemberCount = snapshot.Members.Count,
            ReachedCount = reached.Count,
            Unreached = { snapshot.Members.Except(reached).Select(member => member.Name) },
            Aims =
            {
                snapshot.Aims.Select(aim => new V1.Coverage.Types.AimCoverage
                {
                    Aim = aim.Name,
                    ReachedCount = snapshot.Reached(snapshot.ActivitiesOf(aim)).Count,
                }),
            },
        };
    }

    /// <summary>The checks of one rule.</summary>
    sealed record RuleResult(CoherenceRule Rule, IReadOnlyList<Check> Checks)
    {
        public IEnumerable<Check> Missing => Checks.Where(check => !check.Met);

        /// <summary>The share of its checks that are met. A rule without checks scores 0, and so does an empty
        /// plan.</summary>
        public double Share => Checks.Count == 0 ? 0 : (double)Checks.Count(check => check.Met) / Checks.Count;
    }
}
