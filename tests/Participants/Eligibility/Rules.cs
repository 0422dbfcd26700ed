using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.FocusCatalogue.V1;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using SchoolPhase = Mastery.Participants.V1.School.Types.Phase;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist.Types;
using Status = Mastery.Participants.V1.School.Types.Status;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class OutcomeRules
{
    [Fact]
    public void Is_eligible_by_one_route_and_every_condition()
    {
        var verdict = Judged.By(Judged.Facts);

        verdict.Is(Outcome.Eligible);
        Assert.Equal(("projects/NCP24-14", 3, Judged.Facts.Now), (verdict.Project, verdict.ProjectRevision, verdict.AssessTime.ToDateTime()));
    }

    [Fact]
    public void Reports_every_rule_in_the_policys_order()
    {
        var verdict = Judged.By(Judged.Facts, project =>
        {
            project.EligibilityPolicy.Advice.Add("Ideally the same Advocates as last year.");
            project.RegistrationWindow = new();
        });

        Assert.Equal(
            ["development-work-group", "specialist-cohorts", "school.open", "school.state-funded", "school.in-england", "school.phase",
                "leads.count", "leads.authority", "department.active", "department.subject", "project.published", "registration.open", "advice.1"],
            verdict.Rules.Select(rule => rule.Rule));
        Assert.All(verdict.Rules, rule => Assert.NotEmpty(rule.Explanation));
    }

    [Fact]
    public void A_condition_that_is_not_met_outweighs_one_that_is_not_known()
    {
        var verdict = Judged.By(Judged.Facts with { Leads = null, DepartmentActive = false });

        verdict.Is(Outcome.NotEligible);
    }

    [Fact]
    public void A_condition_that_is_not_known_asks_for_a_person()
    {
        var verdict = Judged.By(Judged.Facts with { Leads = null });

        verdict.Is(Outcome.NeedsReview);
    }

    [Fact]
    public void A_policy_without_routes_asks_for_none()
    {
        var verdict = Judged.By(Judged.Facts with { Participations = [] }, project => project.EligibilityPolicy.Routes.Clear());

        verdict.Is(Outcome.Eligible);
    }

    [Fact]
    public void A_project_without_a_policy_looks_at_the_school_and_the_project_only()
    {
        var verdict = Judged.By(Judged.Facts with { Participations = [], Leads = null }, project => project.EligibilityPolicy = null);

        verdict.Is(Outcome.Eligible);
        Assert.Equal(["school.open", "department.active", "department.subject", "project.published"], verdict.Rules.Select(rule => rule.Rule));
    }

    [Fact]
    public void Advice_never_bars()
    {
        var verdict = Judged.By(Judged.Facts, project => project.EligibilityPolicy.Advice.Add("Ideally the same Advocates as last year."),
            focus => focus.LeadPairing.Add([Subject.Mathematics, Subject.Science]));

        verdict.Is(Outcome.Eligible);
        Assert.Equal((Verdict.Advice, Verdict.Advice), (verdict.Rule("advice.1").Verdict, verdict.Rule("leads.pairing").Verdict));
        Assert.Contains("mathematics and science", verdict.Rule("leads.pairing").Explanation, StringComparison.Ordinal);
    }
}

public sealed class PreviousStageRule
{
    const string Rule = "development-work-group";

    [Theory]
    [InlineData("2015-16", Verdict.Met)]
    [InlineData("2023-24", Verdict.Met)]
    [InlineData("2024-25", Verdict.NotMet)]
    public void Counts_participation_in_or_before_the_latest_year(string year, Verdict verdict)
    {
        var facts = Judged.Facts with { Participations = [Judged.Past(year)] };

        Assert.Equal(verdict, Judged.By(facts).Rule(Rule).Verdict);
    }

    [Fact]
    public void Counts_the_stage_asked_for_only()
    {
        var facts = Judged.Facts with { Participations = [Judged.Past(stage: V1.Stage.Sustaining)] };

        var verdict = Judged.By(facts);

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule(Rule).Verdict);
    }

    [Fact]
    public void Names_the_participation_and_the_predecessor()
    {
        var facts = Judged.Facts with { Participations = [Judged.Past(school: Judged.Predecessor)] };

        var rule = Judged.By(facts).Rule(Rule);

        Assert.Equal([Judged.Past().Name, Judged.Predecessor], rule.Evidence);
        Assert.Contains(Judged.Predecessor, rule.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_known_when_nobody_has_confirmed_the_succession()
    {
        var facts = Judged.Facts with { Participations = [Judged.Past(school: Judged.Predecessor, confirmed: false)] };

        var verdict = Judged.By(facts);

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule(Rule).Verdict);
        Assert.Equal([Judged.Past().Name, Judged.Predecessor], verdict.Rule(Rule).Evidence);
    }

    [Fact]
    public void Prefers_what_is_confirmed()
    {
        var facts = Judged.Facts with { Participations = [Judged.Past(), Judged.Past("2021-22", school: Judged.Predecessor, confirmed: false)] };

        Assert.Equal([Judged.Past().Name], Judged.By(facts).Rule(Rule).Evidence);
    }

    [Fact]
    public void Is_not_known_when_the_school_is_not_in_the_directory()
    {
        var facts = Judged.Facts with { Participations = [], Directory = null };

        Assert.Equal(Verdict.Unknown, Judged.By(facts).Rule(Rule).Verdict);
    }

    [Fact]
    public void Says_to_record_a_participation_where_there_is_none()
    {
        var rule = Judged.By(Judged.Facts with { Participations = [] }).Rule(Rule);

        Assert.Equal(Verdict.NotMet, rule.Verdict);
        Assert.Contains("record it", rule.Explanation, StringComparison.Ordinal);
    }
}

public sealed class SpecialistRule
{
    const string Rule = "specialist-cohorts";

    [Theory]
    [InlineData(1, Verdict.Met)]
    [InlineData(7, Verdict.Met)]
    [InlineData(8, Verdict.NotMet)]
    public void Counts_the_cohorts_asked_for(int cohort, Verdict verdict) =>
        Assert.Equal(verdict, Of(Judged.Trained(cohort)).Rule(Rule).Verdict);

    [Theory]
    [InlineData(Specialist.Status.Accredited, Verdict.Met, Outcome.Eligible)]
    [InlineData(Specialist.Status.InTraining, Verdict.Unknown, Outcome.NeedsReview)]
    [InlineData(Specialist.Status.Withdrawn, Verdict.NotMet, Outcome.NotEligible)]
    public void Counts_trained_ones_and_shows_those_in_training_to_a_person(Specialist.Status status, Verdict verdict, Outcome outcome)
    {
        var judged = Of(Judged.Trained(status: status));

        judged.Is(outcome);
        Assert.Equal(verdict, judged.Rule(Rule).Verdict);
    }

    [Fact]
    public void Counts_the_phase_asked_for_only() =>
        Assert.Equal(Verdict.NotMet, Of(Judged.Trained(phase: Specialist.Phase.Primary)).Rule(Rule).Verdict);

    [Fact]
    public void Names_the_specialist() => Assert.Equal([Judged.Trained().Name], Of(Judged.Trained()).Rule(Rule).Evidence);

    static V1.Eligibility Of(SpecialistFact specialist) => Judged.By(Judged.Facts with { Participations = [], Specialists = [specialist] });
}

public sealed class OpenRoute
{
    [Fact]
    public void Lets_every_department_in()
    {
        var verdict = Judged.By(Judged.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(new EligibilityRoute { Rule = "any-department", Title = "Any department" }));

        verdict.Is(Outcome.Eligible);
        Assert.Equal(Verdict.Met, verdict.Rule("any-department").Verdict);
    }

    [Fact]
    public void Is_not_taken_for_a_kind_of_route_that_is_not_known_here()
    {
        // Field 99 of a later contract, a message.
        byte[] later = [.. new EligibilityRoute { Rule = "later", Title = "Later" }.ToByteArray(), 0x9a, 0x06, 0x02, 0x08, 0x01];

        var verdict = Judged.By(Judged.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(EligibilityRoute.Parser.ParseFrom(later)));

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule("later").Verdict);
    }
}

public sealed class SchoolConditionRules
{
    [Theory]
    [InlineData(Status.Open, Verdict.Met)]
    [InlineData(Status.ProposedToClose, Verdict.Met)]
    [InlineData(Status.Closed, Verdict.NotMet)]
    [InlineData(Status.ProposedToOpen, Verdict.NotMet)]
    public void The_school_is_open(Status status, Verdict verdict) =>
        Assert.Equal(verdict, Of(school => school with { Status = status }).Rule("school.open").Verdict);

    [Fact]
    public void The_school_is_state_funded() =>
        Assert.Equal(Verdict.NotMet, Of(school => school with { StateFunded = false }).Rule("school.state-funded").Verdict);

    [Fact]
    public void The_school_is_in_England() =>
        Assert.Equal(Verdict.NotMet, Of(school => school with { InEngland = false }).Rule("school.in-england").Verdict);

    [Fact]
    public void The_school_is_secondary()
    {
        var verdict = Of(school => school with { Secondary = false, Phase = SchoolPhase.Primary });

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule("school.phase").Verdict);
    }

    [Theory]
    [InlineData(Phase.Primary, SchoolPhase.AllThrough, Verdict.Met)]
    [InlineData(Phase.Primary, SchoolPhase.Secondary, Verdict.NotMet)]
    [InlineData(Phase.Post16, SchoolPhase.SixteenPlus, Verdict.Met)]
    [InlineData(Phase.Post16, SchoolPhase.Primary, Verdict.NotMet)]
    public void The_school_serves_the_phase(Phase wanted, SchoolPhase phase, Verdict verdict)
    {
        var facts = Judged.Facts with { Directory = Judged.Facts.Directory! with { Phase = phase } };

        var judged = Judged.By(facts, project => project.EligibilityPolicy.School = new() { Phases = { wanted } });

        Assert.Equal(verdict, judged.Rule("school.phase").Verdict);
    }

    [Fact]
    public void Nothing_is_known_of_a_school_that_is_not_in_the_directory()
    {
        var verdict = Judged.By(Judged.Facts with { Directory = null });

        verdict.Is(Outcome.NeedsReview);
        Assert.All(verdict.Rules.Where(rule => rule.Rule.StartsWith("school.", StringComparison.Ordinal)),
            rule => Assert.Equal((Verdict.Unknown, 0), (rule.Verdict, rule.Evidence.Count)));
    }

    [Fact]
    public void What_the_policy_does_not_ask_is_not_reported()
    {
        var verdict = Judged.By(Judged.Facts, project => project.EligibilityPolicy.School = new());

        Assert.DoesNotContain(verdict.Rules, rule => rule.Rule is "school.state-funded" or "school.in-england" or "school.phase");
    }

    static V1.Eligibility Of(Func<SchoolFact, SchoolFact> change) =>
        Judged.By(Judged.Facts with { Directory = change(Judged.Facts.Directory!) });
}

public sealed class LeadConditionRules
{
    [Fact]
    public void Are_not_known_before_Advocates_are_named()
    {
        var verdict = Judged.By(Judged.Facts with { Leads = null });

        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (verdict.Rule("leads.count").Verdict, verdict.Rule("leads.authority").Verdict));
    }

    [Fact]
    public void Count_different_members_only()
    {
        Assert.Equal(Verdict.NotMet, Of(Judged.Lead("one"), Judged.Lead("one")).Rule("leads.count").Verdict);
        Assert.Equal(Verdict.NotMet, Of(Judged.Lead("one"), Judged.Lead("two") with { Member = false }).Rule("leads.count").Verdict);
        Assert.Equal(Verdict.NotMet, Of(Judged.Lead("one"), Judged.Lead("two"), Judged.Lead("three")).Rule("leads.count").Verdict);
    }

    [Theory]
    [InlineData(V1.Responsibility.KeyStageLead, true, true, Verdict.Met)]
    [InlineData(V1.Responsibility.SeniorLeader, true, true, Verdict.Met)]
    [InlineData(V1.Responsibility.ClassroomTeacher, true, true, Verdict.NotMet)]
    [InlineData(V1.Responsibility.Unspecified, true, true, Verdict.Unknown)]
    [InlineData(V1.Responsibility.HeadOfDepartment, false, true, Verdict.NotMet)]
    [InlineData(V1.Responsibility.HeadOfDepartment, true, false, Verdict.NotMet)]
    public void Ask_for_one_with_experience_responsibility_and_authority(V1.Responsibility responsibility, bool experienced, bool authority,
        Verdict verdict)
    {
        var lead = Judged.Lead("one") with { Responsibility = responsibility, Experienced = experienced, Authority = authority };

        var judged = Of(lead, Judged.Lead("two") with { Experienced = false });

        Assert.Equal(verdict, judged.Rule("leads.authority").Verdict);
    }

    [Fact]
    public void Are_not_met_by_two_who_have_it_between_them()
    {
        var verdict = Of(Judged.Lead("one") with { Authority = false }, Judged.Lead("two") with { Experienced = false });

        verdict.Is(Outcome.NotEligible);
    }

    static V1.Eligibility Of(params LeadFact[] leads) => Judged.By(Judged.Facts with { Leads = leads });
}

public sealed class ProjectAndDepartmentRules
{
    static readonly DateTime July = new(2024, 7, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(-1, 1, Verdict.Met)]
    [InlineData(0, 1, Verdict.Met)]
    [InlineData(1, 2, Verdict.NotMet)]
    [InlineData(-2, -1, Verdict.NotMet)]
    [InlineData(-1, 0, Verdict.NotMet)]
    public void Registration_opens_and_closes(int opens, int closes, Verdict verdict)
    {
        var judged = Judged.By(Judged.Facts with { Now = July }, project => project.RegistrationWindow = new()
        {
            OpenTime = July.AddDays(opens).ToTimestamp(),
            CloseTime = July.AddDays(closes).ToTimestamp(),
        });

        Assert.Equal(verdict, judged.Rule("registration.open").Verdict);
    }

    [Theory]
    [InlineData(Project.Types.State.Draft)]
    [InlineData(Project.Types.State.Retired)]
    public void The_project_is_published(Project.Types.State state)
    {
        var verdict = Judged.By(Judged.Facts, project => project.State = state);

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule("project.published").Verdict);
    }

    [Fact]
    public void The_department_teaches_a_subject_of_the_focus()
    {
        var verdict = Judged.By(Judged.Facts with { Subject = V1.Subject.Science });

        verdict.Is(Outcome.NotEligible);
        Assert.Contains("mathematics", verdict.Rule("department.subject").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_department_works_with_the_hub()
    {
        var verdict = Judged.By(Judged.Facts with { DepartmentActive = false });

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule("department.active").Verdict);
    }
}
