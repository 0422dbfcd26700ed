using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What holds for reports on any plan.</summary>
public sealed class GeneratedPlanTests
{
    [Property(MaxTest = 300, Replay = "2025,11", Arbitrary = [typeof(Seeds)])]
    public void Reports_do_not_depend_on_the_order_of_parts(Seed seed)
    {
        var plan = GeneratedPlan.Of(seed.Value);
        var random = new Random(seed.Value);
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

    /// <summary>Seeds of any size; a failure names its seed.</summary>
    public static class Seeds
    {
        public static Arbitrary<Seed> Any() =>
            Gen.Choose(0, int.MaxValue).Select(value => new Seed(value)).ToArbitrary();
    }

    public sealed record Seed(int Value);
}
