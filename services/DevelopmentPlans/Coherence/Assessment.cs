using Google.Protobuf.WellKnownTypes;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>Makes the coherence report from a picture: pure, so that the same picture always has the same
/// report.</summary>
public static class Assessment
{
    public static V1.PlanAssessment Of(PlanPicture picture, DateTimeOffset now)
    {
        List<Look> looks = [.. CoherenceRules.All.Select(rule => new Look(rule, [.. rule.Look(picture)]))];
        List<V1.ScorePart> parts = [.. looks.GroupBy(look => look.Rule.Part).Select(part => new V1.ScorePart
        {
            Part = part.Key,
            Score = Percent(part.Average(look => look.Share)),
        })];
        return new()
        {
            Plan = picture.Plan,
            PlanRevision = picture.Content.Plan.Revision,
            Coherent = !looks.Exists(look => look.Rule.Severity == Severity.Must && look.Missing.Any()),
            Findings = { looks.SelectMany(look => look.Missing.Select(check => Finding(look.Rule, check))) },
            Coverage = CoverageOf(picture),
            Score = (int)parts.Average(part => part.Score),
            ScoreParts = { parts },
            AssessTime = now.ToTimestamp(),
        };
    }

    /// <summary>Rounded down, so that 100 means that nothing is missing; the small term takes up what doubles
    /// lose.</summary>
    static int Percent(double share) => (int)((100 * share) + 1e-9);

    static V1.Finding Finding(CoherenceRule rule, Check check) => new()
    {
        Rule = rule.Rule,
        Severity = rule.Severity,
        Subject = check.Subject,
        Message = check.Message,
        Remedy = check.Remedy,
    };

    static V1.Coverage CoverageOf(PlanPicture picture)
    {
        var reached = picture.Reached(picture.Activities);
        return new()
        {
            MemberCount = picture.Members.Count,
            ReachedCount = reached.Count,
            Unreached = { picture.Members.Except(reached) },
            Aims =
            {
                picture.Aims.Select(aim => new V1.Coverage.Types.AimCoverage
                {
                    Aim = aim.Name,
                    ReachedCount = picture.Reached(picture.ActivitiesOf(aim)).Count,
                }),
            },
        };
    }

    /// <summary>What a rule saw.</summary>
    sealed record Look(CoherenceRule Rule, IReadOnlyList<Check> Checks)
    {
        public IEnumerable<Check> Missing => Checks.Where(check => !check.Met);

        /// <summary>The share of what the rule looked at where it holds. Where there is nothing to look at, nothing is
        /// earned: an empty plan scores nothing.</summary>
        public double Share => Checks.Count == 0 ? 0 : (double)Checks.Count(check => check.Met) / Checks.Count;
    }
}
