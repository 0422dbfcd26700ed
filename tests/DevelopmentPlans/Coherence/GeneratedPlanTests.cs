using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What holds for reports on any plan.</summary>
public sealed class GeneratedPlanTests
{
    const int MostSteps = 200;

    /// <summary>Seeds of plans of which a finding could not be mended at first: an activity that serves no aim, an
    /// audience of strangers, a text that is like several, a criterion beside others, an activity that began the year
    /// before.</summary>
    [Theory]
    [InlineData(1598022636)]
    [InlineData(142)]
    [InlineData(277)]
    [InlineData(404)]
    [InlineData(571)]
    [InlineData(1365)]
    [InlineData(200874)]
    public void Mending_what_a_finding_asks_for_removes_it_also_where_it_once_did_not(int seed)
    {
        RequireMends(seed);
        RequireMendsToTheEnd(seed);
    }

    [Property(MaxTest = 150, Replay = "2025,9", Arbitrary = [typeof(Seeds)])]
    public void Mending_what_a_finding_asks_for_removes_it_and_adds_none_of_its_rank(Seed seed) =>
        RequireMends(seed.Value);

    [Property(MaxTest = 30, Replay = "2025,15", Arbitrary = [typeof(Seeds)])]
    public void Mending_one_finding_after_another_ends_in_a_plan_without_any(Seed seed) =>
        RequireMendsToTheEnd(seed.Value);

    [Property(MaxTest = 300, Replay = "2025,11", Arbitrary = [typeof(Seeds)])]
    public void Reports_do_not_depend_on_the_order_of_parts(Seed seed) => RequireSameReport(seed.Value);

    /// <summary>The same on plans that differ each time; a failure names the seed.</summary>
    [Property(MaxTest = 10, Arbitrary = [typeof(Seeds)])]
    public void Holds_on_plans_that_no_one_has_seen(Seed seed)
    {
        RequireMends(seed.Value);
        RequireSameReport(seed.Value);
    }

    [Property(MaxTest = 300, Replay = "2025,13", Arbitrary = [typeof(Seeds)])]
    public void Counts_of_a_part_are_full_where_nothing_of_it_is_found(Seed seed)
    {
        var plan = GeneratedPlan.Of(seed.Value);
        var report = plan.Assess();
        var found = report.Findings.Select(finding =>
            Version2.Rules.Rules.Single(rule => rule.Rule == finding.Rule).Part).ToHashSet();

        Assert.All(report.Parts, part =>
        {
            Assert.InRange(part.MetCount, 0, part.TotalCount);
            Assert.False(found.Contains(part.Part) && part.MetCount == part.TotalCount);
        });
        Assert.Equal(
            report.Coherent,
            report.Findings.All(finding => finding.Severity == V1.Finding.Types.Severity.Should));
    }

    static void RequireMends(int seed)
    {
        var plan = GeneratedPlan.Of(seed);
        var report = plan.Assess();
        Assert.All(report.Findings, finding => Mended(plan, report, finding, seed));
    }

    static void RequireMendsToTheEnd(int seed)
    {
        var plan = GeneratedPlan.Of(seed);
        for (var steps = 0; plan.Assess() is { Findings: [var finding, ..] } report; steps++)
        {
            Assert.InRange(steps, 0, MostSteps);
            plan = Mended(plan, report, finding, seed);
        }
    }

    static void RequireSameReport(int seed)
    {
        var plan = GeneratedPlan.Of(seed);
        var random = new Random(seed);
        var turned = new PlanSnapshot(
            plan.Content with
            {
                Evidence = Turned(plan.Content.Evidence),
                Aims = Turned(plan.Content.Aims),
                Activities = Turned(plan.Content.Activities),
            },
            plan.People with { Expected = Turned(plan.People.Expected) },
            plan.Focus,
            plan.TermDates,
            plan.Today);

        Assert.All(RuleSets.All, rules => Assert.Equal(
            Assessment.Of(plan, rules, Written.Now), Assessment.Of(turned, rules, Written.Now)));

        T[] Turned<T>(IReadOnlyList<T> parts) => [.. parts.OrderBy(_ => random.Next())];
    }

    /// <summary>The plan as it is in the first way to mend a finding that removes it and adds none of its rank or a
    /// higher one.</summary>
    static PlanSnapshot Mended(PlanSnapshot plan, V1.PlanAssessment report, V1.Finding finding, int seed)
    {
        var mended = new Mends(plan, finding).All().FirstOrDefault(way => IsMended(report, way.Assess(), finding));
        Assert.True(mended is not null, $"seed {seed}: {finding.Rule} {finding.Subject}: {finding.Message}");
        return mended;
    }

    static bool IsMended(V1.PlanAssessment before, V1.PlanAssessment after, V1.Finding finding)
    {
        var (was, now) = (before.Findings.CountBy(Key).ToDictionary(), after.Findings.CountBy(Key).ToDictionary());
        return now.GetValueOrDefault(Key(finding)) < was[Key(finding)] && !after.Findings.Any(one =>
            one.Severity <= finding.Severity
                && now[Key(one)] > was.GetValueOrDefault(Key(one))
                && !before.Findings.Any(old => Covered(old, one, stands: now.ContainsKey(Key(old)))));
    }

    /// <summary>Whether an earlier finding said what a later one says: of several parts, some of which are left, or as
    /// a must that is now a should.</summary>
    static bool Covered(V1.Finding earlier, V1.Finding later, bool stands) =>
        (earlier.Rule == later.Rule && earlier.Hint.Contains(later.Subject, StringComparison.Ordinal))
            || (earlier.Subject == later.Subject && earlier.Severity < later.Severity && !stands);

    static (V1.Finding.Types.Rule Rule, string Subject) Key(V1.Finding finding) => (finding.Rule, finding.Subject);

    /// <summary>Seeds of any size; a failure names its seed.</summary>
    public static class Seeds
    {
        public static Arbitrary<Seed> Any() =>
            Gen.Choose(0, int.MaxValue).Select(value => new Seed(value)).ToArbitrary();
    }

    public sealed record Seed(int Value);
}
