using Google.Protobuf;
using Mastery.Common.V1;
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
        var facts = Sample.Facts with { Participations = [Sample.Past(year)] };

        Assert.Equal(verdict, Sample.Assess(facts).Rule(Rule).Verdict);
    }

    [Theory]
    [InlineData(Stage.Embedding)]
    [InlineData(Stage.Sustaining)]
    public void Takes_a_later_stage_without_it_for_a_gap_in_the_record(Stage stage)
    {
        var facts = Sample.Facts with { Participations = [Sample.Past(stage: stage)] };

        var verdict = Sample.Assess(facts);

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule(Rule).Verdict);
        Assert.Equal(Sample.Past().Names, verdict.Rule(Rule).Evidence);
    }

    [Fact]
    public void Counts_no_local_group()
    {
        var facts = Sample.Facts with { Participations = [Sample.Past(stage: Stage.Local)] };

        Assert.Equal(Verdict.NotMet, Sample.Assess(facts).Rule(Rule).Verdict);
    }

    [Fact]
    public void Names_the_school_where_another_hub_recorded_it()
    {
        var facts = Sample.Facts with { Participations = [Sample.Past() with { Names = [] }] };

        var rule = Sample.Assess(facts).Rule(Rule);

        Assert.Equal((Verdict.Met, Sample.School), (rule.Verdict, Assert.Single(rule.Evidence)));
    }

    [Fact]
    public void Says_for_programs_what_was_wanted_and_found()
    {
        var facts = Sample.Facts with { Participations = [Sample.Past("2024-25")] };

        Assert.Equal(
            "stage=DEVELOPMENT latest=2023-24 found=2024-25:DEVELOPMENT:200001", Sample.Assess(facts).Rule(Rule).Hint);
    }

    [Fact]
    public void Names_the_participation_and_the_predecessor()
    {
        var facts = Sample.Facts with { Participations = [Sample.Past(school: Sample.Predecessor)] };

        var rule = Sample.Assess(facts).Rule(Rule);

        Assert.Equal([Sample.Past().Names[0], Sample.Predecessor], rule.Evidence);
        Assert.Contains("Fern Hill High School", rule.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_known_when_nobody_has_confirmed_the_succession()
    {
        var facts = Sample.Facts with { Participations = [Sample.Past(school: Sample.Predecessor, confirmed: false)] };

        var verdict = Sample.Assess(facts);

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule(Rule).Verdict);
        Assert.Equal([Sample.Past().Names[0], Sample.Predecessor], verdict.Rule(Rule).Evidence);
    }

    [Fact]
    public void Prefers_what_is_confirmed()
    {
        var facts = Sample.Facts with
        {
            Participations = [Sample.Past(), Sample.Past("2021-22", school: Sample.Predecessor, confirmed: false)],
        };

        Assert.Equal([Sample.Past().Names[0]], Sample.Assess(facts).Rule(Rule).Evidence);
    }

    [Fact]
    public void Is_not_known_when_the_school_is_not_in_the_directory()
    {
        var facts = Sample.Facts with { Participations = [], Directory = null };

        Assert.Equal(Verdict.Unknown, Sample.Assess(facts).Rule(Rule).Verdict);
    }

    [Fact]
    public void Says_to_record_a_participation_where_there_is_none()
    {
        var rule = Sample.Assess(Sample.Facts with { Participations = [] }).Rule(Rule);

        Assert.Equal(Verdict.NotMet, rule.Verdict);
        Assert.Contains("tell the hub", rule.Explanation, StringComparison.Ordinal);
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
        Assert.Equal(verdict, Of(Sample.Trained(cohort)).Rule(Rule).Verdict);

    [Theory]
    [InlineData(Specialist.Status.Trained, Verdict.Met, Outcome.Eligible)]
    [InlineData(Specialist.Status.InTraining, Verdict.Unknown, Outcome.NeedsReview)]
    [InlineData(Specialist.Status.Withdrawn, Verdict.NotMet, Outcome.NotEligible)]
    public void Is_met_by_trained_specialists_and_unknown_with_those_in_training(
        Specialist.Status status, Verdict verdict, Outcome outcome)
    {
        var judged = Of(Sample.Trained(status: status));

        judged.Is(outcome);
        Assert.Equal(verdict, judged.Rule(Rule).Verdict);
    }

    [Fact]
    public void Counts_the_phase_asked_for_only() =>
        Assert.Equal(Verdict.NotMet, Of(Sample.Trained(phase: Specialist.Phase.Primary)).Rule(Rule).Verdict);

    [Fact]
    public void Names_the_specialist() =>
        Assert.Equal([Sample.Trained().Name], Of(Sample.Trained()).Rule(Rule).Evidence);

    static V1.Eligibility Of(SpecialistFact specialist) =>
        Sample.Assess(Sample.Facts with { Participations = [], Specialists = [specialist] });
}

public sealed class OpenRouteTests
{
    [Fact]
    public void Lets_every_department_in()
    {
        var verdict = Sample.Assess(Sample.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(
                new EligibilityRoute { Rule = "any-department", Title = "Any department" }));

        verdict.Is(Outcome.Eligible);
        Assert.Equal(Verdict.Met, verdict.Rule("any-department").Verdict);
    }

    [Fact]
    public void Is_told_apart_from_an_unknown_kind_of_route()
    {
        // Field 99 of a later contract, a message.
        byte[] later =
            [.. new EligibilityRoute { Rule = "later", Title = "Later" }.ToByteArray(), 0x9a, 0x06, 0x02, 0x08, 0x01];

        var verdict = Sample.Assess(Sample.Facts with { Participations = [] }, project =>
            project.EligibilityPolicy.Routes.Add(EligibilityRoute.Parser.ParseFrom(later)));

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(Verdict.Unknown, verdict.Rule("later").Verdict);
    }
}
