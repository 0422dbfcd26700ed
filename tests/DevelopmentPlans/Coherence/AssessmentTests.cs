using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AssessmentTests
{
    static readonly PlanSnapshot Empty = Written.Strong.With(evidence: [], aims: [], activities: []);

    [Fact]
    public void Finds_nothing_in_a_strong_plan()
    {
        var report = Written.Strong.Assess();

        Assert.Empty(report.Findings);
        Assert.True(report.Coherent);
        Assert.All(report.Parts, part => Assert.Equal(part.TotalCount, part.MetCount));
    }

    [Fact]
    public void Says_which_revision_of_which_plan_it_is_about_and_by_what_it_was_judged()
    {
        var report = Written.Strong.Assess();

        Assert.Equal((Written.Plan.Name, 7), (report.Plan, report.PlanRevision));
        Assert.Equal((2, 3), (report.RuleSetVersion, report.CatalogueRevision));
        Assert.Equal(Written.Now, report.AssessTime.ToDateTimeOffset());
    }

    [Fact]
    public void Counts_what_is_met_of_what_there_is_and_something_in_an_empty_plan_too() =>
        Assert.All(Empty.Assess().Parts, part => Assert.InRange(part.MetCount, 0, part.TotalCount - 1));

    [Fact]
    public void Has_a_part_for_evidence_aims_programme_reach_and_direction() => Assert.Equal(
        Enum.GetValues<V1.PartCount.Types.Part>().Skip(1), Written.Strong.Assess().Parts.Select(part => part.Part));

    [Fact]
    public void Calls_a_plan_coherent_in_which_only_advice_stands()
    {
        var report = Written.Thin.Assess();

        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings, finding => Assert.Equal(Severity.Should, finding.Severity));
        Assert.True(report.Coherent);
    }

    [Fact]
    public void Does_not_call_a_plan_coherent_in_which_one_must_stands() =>
        Assert.False(Written.Strong.WithAim(0, aim => aim with { EvidenceIds = [] }).Assess().Coherent);

    [Fact]
    public void Lists_findings_that_must_be_mended_first()
    {
        var severities = Written.Incoherent.Assess().Findings.Select(finding => finding.Severity).ToList();

        Assert.Equal(severities.Order(), severities);
        Assert.Equal(2, severities.Distinct().Count());
    }

    [Fact]
    public void Gives_every_finding_a_sentence_the_programmes_words_and_a_hint() => Assert.All(
        new[] { Empty, Written.Incoherent, Written.Thin }.SelectMany(plan => plan.Assess().Findings),
        finding =>
        {
            Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
            Assert.StartsWith("“", finding.Reason, StringComparison.Ordinal);
            Assert.NotEmpty(finding.Hint);
            Assert.NotEmpty(finding.Subject);
        });

    /// <summary>Names of resources, of methods and of values of the contract are for programs.</summary>
    [Fact]
    public void Speaks_in_sentences_for_people() => Assert.All(
        Written.Faults.Values.Select(fault => fault.Plan).Append(Empty).Append(Written.Incoherent).Append(Written.Thin)
            .SelectMany(plan => plan.Assess().Findings),
        finding => Assert.DoesNotMatch("hubs/|[A-Z]{2,}_[A-Z]|[a-z]_[a-z]|[a-z][A-Z]|  "
            + "|\\.\\.|\\d-\\d", finding.Message));

    [Fact]
    public void Asks_an_empty_plan_for_its_first_steps_only() => Assert.Equal(
        [Rule.PlanHasAims, Rule.EveryMemberIsReached, Rule.NeedsOfStudentsAndTeachers],
        Empty.Assess().Findings.Select(finding => finding.Rule));

    [Fact]
    public void Counts_what_was_delivered_planned_and_cancelled()
    {
        var delivery = Written.Strong
            .WithActivity(0, activity => activity with { State = V1.Activity.Types.State.Delivered })
            .WithActivity(7, activity => activity with { State = V1.Activity.Types.State.Cancelled })
            .Assess().Delivery;

        Assert.Equal((6, 1, 1), (delivery.PlannedCount, delivery.DeliveredCount, delivery.CancelledCount));
    }

    [Fact]
    public void Counts_members_expected_members_and_whom_each_aim_reaches()
    {
        var onlyTwo = Written.Strong.With(activities:
        [
            Written.Strong.Content.Activities[1] with { WholeDepartment = false, Audience = [Written.People[2].Name] },
        ]);

        var coverage = onlyTwo.Assess().Coverage;

        Assert.Equal((5, 4, 2), (coverage.MemberCount, coverage.ExpectedCount, coverage.ReachedCount));
        Assert.Equal([Written.People[0].Name, Written.People[3].Name], coverage.Unreached);
        Assert.Equal([2, 0, 0], coverage.Aims.Select(aim => aim.ReachedCount));
        Assert.Equal(4, coverage.Aims[1].Unreached.Count);
    }

    [Fact]
    public void Is_the_same_whatever_the_order_of_parts_and_people()
    {
        foreach (var plan in new[] { Written.Strong, Written.Thin, Written.Incoherent })
        {
            var turned = new PlanSnapshot(
                plan.Content with
                {
                    Evidence = [.. plan.Content.Evidence.Reverse()],
                    Aims = [.. plan.Content.Aims.Reverse()],
                    Activities = [.. plan.Content.Activities.Reverse()],
                },
                plan.People with { Expected = [.. plan.People.Expected.Reverse()] },
                plan.Focus,
                plan.TermDates,
                plan.Today);

            Assert.Equal(plan.Assess(), turned.Assess());
        }
    }
}
