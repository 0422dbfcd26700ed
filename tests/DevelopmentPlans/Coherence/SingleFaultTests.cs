namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A strong plan with one fault has the finding on that fault alone.</summary>
public sealed class SingleFaultTests
{
    public static TheoryData<string> Names => [.. Written.Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_one_finding(string fault)
    {
        var (rule, plan) = Written.Faults[fault];

        Assert.Equal([rule], plan.Assess().Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void Tries_every_rule_but_that_a_plan_has_aims() => Assert.Equal(
        Version2.Rules.Rules.Select(rule => rule.Rule).Where(rule => rule != V1.Finding.Types.Rule.PlanHasAims).Order(),
        Written.Faults.Values.Select(fault => fault.Rule).Distinct().Order());
}
