using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class OutcomeRulesTests
{
    [Fact]
    public void Is_eligible_by_one_route_and_every_condition()
    {
        var verdict = Sample.Assess(Sample.Facts);

        verdict.Is(Outcome.Eligible);
        Assert.Equal(
            ("projects/NCP24-14", 3, Sample.Facts.Now),
            (verdict.Project, verdict.ProjectRevision, verdict.AssessTime.ToDateTime()));
    }

    [Fact]
    public void Reports_every_rule_in_the_policys_order()
    {
        var verdict = Sample.Assess(Sample.Facts, project =>
        {
            project.EligibilityPolicy.Advice.Add("Ideally the same Advocates as last year.");
            project.RegistrationWindow = new();
        });

        Assert.Equal(
            [
                "development-work-group", "specialist-cohorts", "school.open", "school.state-funded",
                "school.in-england", "school.phase", "leads.count", "leads.authority", "department.active",
                "department.subject", "project.published", "registration.open", "leads.previous", "advice.1",
            ],
            verdict.Rules.Select(rule => rule.Rule));
        Assert.All(verdict.Rules, rule => Assert.NotEmpty(rule.Explanation));
    }

    [Fact]
    public void A_condition_that_is_not_met_outweighs_one_that_is_not_known()
    {
        var verdict = Sample.Assess(Sample.Facts with { Leads = null, DepartmentActive = false });

        verdict.Is(Outcome.NotEligible);
    }

    [Fact]
    public void A_condition_that_is_not_known_asks_for_a_person()
    {
        var verdict = Sample.Assess(Sample.Facts with { Leads = null });

        verdict.Is(Outcome.NeedsReview);
    }

    [Fact]
    public void A_policy_without_routes_needs_no_route()
    {
        var verdict = Sample.Assess(
            Sample.Facts with { Participations = [] }, project => project.EligibilityPolicy.Routes.Clear());

        verdict.Is(Outcome.Eligible);
    }

    [Fact]
    public void A_project_without_a_policy_looks_at_the_school_and_the_project_only()
    {
        var verdict = Sample.Assess(
            Sample.Facts with { Participations = [], Leads = null }, project => project.EligibilityPolicy = null);

        verdict.Is(Outcome.Eligible);
        Assert.Equal(
            ["school.open", "department.active", "department.subject", "project.published"],
            verdict.Rules.Select(rule => rule.Rule));
    }

    [Fact]
    public void Advice_never_makes_a_department_ineligible()
    {
        var verdict = Sample.Assess(
            Sample.Facts with { FormerLeads = [new("hubs/h/participants/x", "Eve Ross", "2023-24")] },
            project => project.EligibilityPolicy.Advice.Add("All Advocates have a passion for developing teaching."));

        verdict.Is(Outcome.Eligible);
        Assert.Equal(
            (Verdict.Advice, Verdict.Advice),
            (verdict.Rule("advice.1").Verdict, verdict.Rule("leads.previous").Verdict));
        Assert.EndsWith(
            "Eve Ross led in 2023/24 and is not named.", verdict.Rule("leads.previous").Explanation,
            StringComparison.Ordinal);
    }
}
