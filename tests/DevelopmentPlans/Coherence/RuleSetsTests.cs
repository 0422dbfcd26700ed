using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RuleSetsTests
{
    [Fact]
    public void Have_every_rule_of_the_contract_and_each_once() => Assert.Multiple(
        () => Assert.Equal(
            Enum.GetValues<Rule>().Where(rule => rule != Rule.Unspecified),
            RuleSets.All.SelectMany(set => set.Rules).Select(rule => rule.Rule).Distinct().Order()),
        () => Assert.All(
            RuleSets.All, set => Assert.Equal(set.Rules.Count, set.Rules.DistinctBy(rule => rule.Rule).Count())));

    [Fact]
    public void Are_numbered_from_one() =>
        Assert.Equal(Enumerable.Range(1, RuleSets.All.Count), RuleSets.All.Select(set => set.Version));

    [Fact]
    public void Judge_a_plan_by_the_version_by_which_it_was_agreed() =>
        Assert.Equal(1, RuleSets.Of(0, Written.Plan with { RuleSetVersion = 1 }).Version);

    [Fact]
    public void Judge_a_plan_that_is_not_agreed_by_the_current_version() =>
        Assert.Equal(RuleSets.Current, RuleSets.Of(0, Written.Plan));

    [Fact]
    public void Judge_by_the_version_that_is_asked_for() =>
        Assert.Equal(1, RuleSets.Of(1, Written.Plan with { RuleSetVersion = 2 }).Version);

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Refuse_a_version_that_is_none(int version)
    {
        var refusal = Assert.Throws<ServiceDefaults.ApiError>(() => RuleSets.Of(version, Written.Plan));

        Assert.Contains("must be 1 to 2", refusal.Message, StringComparison.Ordinal);
    }
}
