using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using SchoolPhase = Mastery.Participants.V1.School.Types.Phase;
using Status = Mastery.Participants.V1.School.Types.Status;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class SchoolConditionRulesTests
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
        Assert.Equal(
            Verdict.NotMet, Of(school => school with { StateFunded = false }).Rule("school.state-funded").Verdict);

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
        var facts = Sample.Facts with { Directory = Sample.Facts.Directory! with { Phase = phase } };

        var judged = Sample.Assess(facts, project => project.EligibilityPolicy.School = new() { Phases = { wanted } });

        Assert.Equal(verdict, judged.Rule("school.phase").Verdict);
    }

    [Fact]
    public void Nothing_is_known_of_a_school_that_is_not_in_the_directory()
    {
        var verdict = Sample.Assess(Sample.Facts with { Directory = null });

        verdict.Is(Outcome.NeedsReview);
        Assert.All(verdict.Rules.Where(rule => rule.Rule.StartsWith("school.", StringComparison.Ordinal)),
            rule => Assert.Equal((Verdict.Unknown, 0), (rule.Verdict, rule.Evidence.Count)));
    }

    [Fact]
    public void What_the_policy_does_not_ask_is_not_reported()
    {
        var verdict = Sample.Assess(Sample.Facts, project => project.EligibilityPolicy.School = new());

        Assert.DoesNotContain(
            verdict.Rules, rule => rule.Rule is "school.state-funded" or "school.in-england" or "school.phase");
    }

    static V1.Eligibility Of(Func<SchoolFact, SchoolFact> change) =>
        Sample.Assess(Sample.Facts with { Directory = change(Sample.Facts.Directory!) });
}

public sealed class LeadConditionRulesTests
{
    [Fact]
    public void Are_not_known_before_Advocates_are_named()
    {
        var verdict = Sample.Assess(Sample.Facts with { Leads = null });

        Assert.Equal(
            (Verdict.Unknown, Verdict.Unknown),
            (verdict.Rule("leads.count").Verdict, verdict.Rule("leads.authority").Verdict));
    }

    [Fact]
    public void Count_different_members_only()
    {
        Assert.Equal(Verdict.NotMet, Of(Sample.Lead("one"), Sample.Lead("one")).Rule("leads.count").Verdict);
        Assert.Equal(
            Verdict.NotMet,
            Of(Sample.Lead("one"), Sample.Lead("two") with { Subjects = [] }).Rule("leads.count").Verdict);
        Assert.Equal(
            Verdict.NotMet,
            Of(Sample.Lead("one"), Sample.Lead("two"), Sample.Lead("three")).Rule("leads.count").Verdict);
    }

    [Theory]
    [InlineData(V1.Responsibility.KeyStageLead, true, true, Verdict.Met)]
    [InlineData(V1.Responsibility.SeniorLeader, true, true, Verdict.Met)]
    [InlineData(V1.Responsibility.ClassroomTeacher, true, true, Verdict.Unknown)]
    [InlineData(V1.Responsibility.Unspecified, true, true, Verdict.Unknown)]
    [InlineData(V1.Responsibility.HeadOfDepartment, false, true, Verdict.NotMet)]
    [InlineData(V1.Responsibility.HeadOfDepartment, true, false, Verdict.NotMet)]
    public void Ask_for_one_with_experience_responsibility_and_authority(
        V1.Responsibility responsibility, bool experienced, bool authority,
        Verdict verdict)
    {
        var lead = Sample.Lead("one") with
        {
            Responsibility = responsibility,
            Experienced = experienced,
            Authority = authority,
        };

        var judged = Of(lead, Sample.Lead("two") with { Experienced = false });

        Assert.Equal(verdict, judged.Rule("leads.authority").Verdict);
    }

    [Fact]
    public void Show_a_claim_that_contradicts_the_record()
    {
        var lead = Sample.Lead("one") with
        {
            Responsibility = V1.Responsibility.ClassroomTeacher,
            Claimed = V1.Responsibility.HeadOfDepartment,
        };

        var verdict = Of(lead, Sample.Lead("two") with { Experienced = false });

        verdict.Is(Outcome.NeedsReview);
        Assert.Contains("The application calls Ada Smith head of department; the record says classroom teacher.",
            verdict.Rule("leads.authority").Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Subject.Science, Verdict.Met, Outcome.Eligible)]
    [InlineData(Subject.Mathematics, Verdict.NotMet, Outcome.NotEligible)]
    public void Pair_the_subjects_of_the_focus(Subject second, Verdict verdict, Outcome outcome)
    {
        LeadFact[] leads = [Sample.Lead("one"), Sample.Lead("two") with { Subjects = [second] }];

        var judged = Sample.Assess(
            Sample.Facts with { Leads = leads },
            focus: focus => focus.LeadPairing.Add([Subject.Mathematics, Subject.Science]));

        judged.Is(outcome);
        Assert.Equal(
            (verdict, Verdict.Met), (judged.Rule("leads.pairing").Verdict, judged.Rule("leads.count").Verdict));
    }

    [Fact]
    public void Pair_different_people()
    {
        LeadFact[] leads =
        [
            Sample.Lead("one") with { Subjects = [Subject.Mathematics, Subject.Science] },
            Sample.Lead("two") with { Subjects = [Subject.Mathematics] },
        ];

        Verdict Judge(params LeadFact[] named) => Sample.Assess(
            Sample.Facts with { Leads = named },
            project => project.EligibilityPolicy.Leads.Subjects.Add([Subject.Mathematics, Subject.Science]))
            .Rule("leads.subjects").Verdict;

        Assert.Equal((Verdict.Met, Verdict.NotMet), (Judge(leads), Judge(leads[0])));
    }

    [Fact]
    public void Are_not_met_by_two_who_have_it_between_them()
    {
        var verdict = Of(
            Sample.Lead("one") with { Authority = false }, Sample.Lead("two") with { Experienced = false });

        verdict.Is(Outcome.NotEligible);
    }

    static V1.Eligibility Of(params LeadFact[] leads) => Sample.Assess(Sample.Facts with { Leads = leads });
}

public sealed class ProjectAndDepartmentRulesTests
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
        var judged = Sample.Assess(Sample.Facts with { Now = July }, project => project.RegistrationWindow = new()
        {
            OpenTime = July.AddDays(opens).ToTimestamp(),
            CloseTime = July.AddDays(closes).ToTimestamp(),
        });

        Assert.Equal(verdict, judged.Rule("registration.open").Verdict);
    }

    [Fact]
    public void Registration_is_judged_when_the_application_was_submitted()
    {
        var facts = Sample.Facts with { Now = July.AddDays(60), SubmitTime = July };

        var judged = Sample.Assess(facts, project => project.RegistrationWindow = new()
        {
            OpenTime = July.AddDays(-1).ToTimestamp(),
            CloseTime = July.AddDays(1).ToTimestamp(),
        });

        Assert.Equal(Verdict.Met, judged.Rule("registration.open").Verdict);
    }

    [Fact]
    public void Registration_times_are_those_of_England()
    {
        var judged = Sample.Assess(Sample.Facts, project => project.RegistrationWindow = new()
        {
            OpenTime = new DateTime(2024, 8, 31, 23, 0, 0, DateTimeKind.Utc).ToTimestamp(),
        });

        Assert.Equal("Registration opens at 00:00 on 1 September 2024.", judged.Rule("registration.open").Explanation);
    }

    [Theory]
    [InlineData(Project.Types.State.Draft)]
    [InlineData(Project.Types.State.Retired)]
    public void The_project_is_published(Project.Types.State state)
    {
        var verdict = Sample.Assess(Sample.Facts, project => project.State = state);

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule("project.published").Verdict);
    }

    [Fact]
    public void The_department_teaches_a_subject_of_the_focus()
    {
        var verdict = Sample.Assess(Sample.Facts with { Subject = Subject.Science });

        verdict.Is(Outcome.NotEligible);
        Assert.Contains("mathematics", verdict.Rule("department.subject").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_department_works_with_the_hub()
    {
        var verdict = Sample.Assess(Sample.Facts with { DepartmentActive = false });

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(Verdict.NotMet, verdict.Rule("department.active").Verdict);
    }
}
