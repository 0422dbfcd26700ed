using Google.Protobuf;
using Mastery.FocusCatalogue.V1;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist.Types;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class PreviousStageRuleTests
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
        var facts = Judged.Facts with
        {
            Participations = [Judged.Past(), Judged.Past("2021-22", school: Judged.Predecessor, confirmed: false)],
        };

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

public sealed class SpecialistRuleTests
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
    public void Counts_trained_ones_and_shows_those_in_training_to_a_person(
        Specialist.Status status, Verdict verdict, Outcome outcome)
    {
        var judged = Of(Judged.Trained(status: status));

        judged.Is(outcome);
        Assert.Equal(verdict, judged.Rule(Rule).Verdict);
    }

    [Fact]
    public void Counts_the_phase_asked_for_only() =>
        Assert.Equal(Verdict.NotMet, Of(Judged.Trained(phase: Specialist.Phase.Primary)).Rule(Rule).Verdict);

    [Fact]
    public void Names_the_specialist() =>
        Assert.Equal([Judged.Trained().Name], Of(Judged.Trained()).Rule(Rule).Evidence);

    static V1.Eligibility Of(SpecialistFact specialist) =>
        Judged.By(Judged.Facts with { Participations = [], Specialists = [specialist] });
}

public sealed class OpenRouteTests
{
    [Fact]
    public void Lets_every_department_in()
    {
        var verdict = Judged.By(Judged.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(
                new EligibilityRoute { Rule = "any-department", Title = "Any department" }));

        verdict.Is(Outcome.Eligible);
        Assert.Equal(Verdict.Met, verdict.Rule("any-department").Verdict);
    }

    [Fact]
    public void Is_not_taken_for_a_kind_of_route_that_is_not_known_here()
    {
        // Field 99 of a later contract, a message.
        byte[] later =
            [.. new EligibilityRoute { Rule = "later", Title = "Later" }.ToByteArray(), 0x9a, 0x06, 0x02, 0x08, 0x01];

        var verdict = Judged.By(Judged.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(EligibilityRoute.Parser.ParseFrom(later)));

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule("later").Verdict);
    }
}
