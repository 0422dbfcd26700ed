using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AssessmentTests
{
    static readonly PlanSnapshot Empty = Snapshots.With(evidence: [], aims: [], activities: []);

    [Fact]
    public void Has_every_rule_of_the_contract_exactly_once() => Assert.Equal(
        Enum.GetValues<Rule>().Where(rule => rule != Rule.Unspecified),
        CoherenceRules.All.Select(rule => rule.Rule).Order());

    [Fact]
    public void Finds_nothing_in_a_coherent_plan()
    {
        var assessment = Snapshots.Coherent.Assess();

        Assert.Empty(assessment.Findings);
        Assert.True(assessment.Coherent);
        Assert.Equal(100, assessment.Score);
    }

    [Fact]
    public void Says_which_revision_of_which_plan_it_is_about()
    {
        var assessment = Assessment.Of(Snapshots.Coherent, DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal((Snapshots.Plan.Name, 7), (assessment.Plan, assessment.PlanRevision));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), assessment.AssessTime.ToDateTimeOffset());
    }

    [Fact]
    public void Gives_an_empty_plan_no_points()
    {
        var assessment = Empty.Assess();

        Assert.Equal(0, assessment.Score);
        Assert.All(assessment.ScoreParts, part => Assert.Equal(0, part.Score));
    }

    [Fact]
    public void Calls_a_plan_coherent_in_which_only_advice_stands()
    {
        var assessment = Snapshots.With(activities: [Snapshots.Autumn]).Assess();

        Assert.NotEmpty(assessment.Findings);
        Assert.All(assessment.Findings, finding => Assert.Equal(Severity.Should, finding.Severity));
        Assert.True(assessment.Coherent);
        Assert.InRange(assessment.Score, 1, 99);
    }

    [Fact]
    public void Does_not_call_a_plan_coherent_in_which_one_must_stands() =>
        Assert.False(Snapshots.With(evidence: [Snapshots.Students]).Assess().Coherent);

    [Fact]
    public void Lists_findings_that_must_be_corrected_first()
    {
        var severities = Empty.Assess().Findings.Select(finding => finding.Severity).ToList();

        Assert.Equal(severities.Order(), severities);
        Assert.Equal(2, severities.Distinct().Count());
    }

    [Fact]
    public void Gives_every_finding_a_message_and_a_remedy() =>
        Assert.All(Empty.Assess().Findings, finding =>
        {
            Assert.NotEmpty(finding.Message);
            Assert.NotEmpty(finding.Remedy);
            Assert.NotEmpty(finding.Subject);
        });

    [Fact]
    public void Scores_the_mean_of_its_parts()
    {
        var assessment = Snapshots.With(activities: [Snapshots.Autumn]).Assess();

        Assert.Equal((int)assessment.ScoreParts.Average(part => part.Score), assessment.Score);
        Assert.Equal(
            ["aims", "direction", "evidence", "programme", "reach"],
            assessment.ScoreParts.Select(part => part.Part).Order());
    }
}
