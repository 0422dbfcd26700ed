using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AssessPlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Finds_what_a_new_plan_lacks()
    {
        var plan = await fixture.DraftAsync();

        var assessment = await AssessAsync(plan);

        Assert.False(assessment.Coherent);
        Assert.Equal((plan.Name, plan.Revision), (assessment.Plan, assessment.PlanRevision));
        Assert.Contains(assessment.Findings, finding => finding.Rule == Rule.PlanHasAims);
    }

    [Fact]
    public async Task Finds_nothing_in_a_plan_that_lacks_nothing()
    {
        var plan = await fixture.CoherentAsync();

        var assessment = await AssessAsync(plan);

        Assert.Empty(assessment.Findings);
        Assert.True(assessment.Coherent);
        Assert.Equal((2, plan.CatalogueRevision), (assessment.RuleSetVersion, assessment.CatalogueRevision));
    }

    [Fact]
    public async Task Uses_the_current_members_of_the_department()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var activity = Examples.Activity("2024-10-03", await fixture.AddAsync(plan, Examples.Aim()));
        activity.WholeDepartment = false;
        activity.Audience.Add(enrolled.Members);
        await fixture.AddAsync(plan, activity);

        var newcomer = await fixture.Programme.HireAsync(enrolled);
        var coverage = (await AssessAsync(plan)).Coverage;
        Assert.Equal(
            (enrolled.Members.Count + 1, enrolled.Members.Count), (coverage.ExpectedCount, coverage.ReachedCount));
        Assert.Equal([newcomer], coverage.Unreached);

        await fixture.Programme.LeaveAsync(newcomer);
        Assert.Empty((await AssessAsync(plan)).Coverage.Unreached);
    }

    [Theory]
    [InlineData("", "", "", true)]
    [InlineData("2025-09-01", "", "", false)]
    [InlineData("2025-08-31", "", "", true)]
    [InlineData("", "2025-09-01", "", false)]
    [InlineData("", "", "2025-08-30", false)]
    [InlineData("", "2025-08-01", "2025-08-31", true)]
    public async Task Asks_to_reach_those_whom_a_post_expects_in_the_year(
        string start, string expectedFrom, string expectedUntil, bool expected)
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);

        var person = await fixture.Programme.HireAsync(enrolled, post =>
            (post.StartDate, post.ExpectedFromDate, post.ExpectedUntilDate) = (start, expectedFrom, expectedUntil));

        Assert.Equal(expected, (await AssessAsync(plan)).Coverage.Unreached.Contains(person));
    }

    /// <summary>The day is out of term by the usual dates of England, and in the spring term of this hub.</summary>
    [Fact]
    public async Task Uses_the_term_dates_of_the_hub()
    {
        var plan = await fixture.CoherentAsync();
        var aim = await fixture.FirstAimAsync(plan);
        await fixture.AddAsync(plan, Examples.Activity("2025-02-19", aim));
        Assert.Equal([Rule.ActivityInTerm], (await AssessAsync(plan)).Findings.Select(finding => finding.Rule));
        var name = new V1.GetTermDatesRequest { Name = $"hubs/{PlansFixture.Hub}/termDates/{plan.AcademicYear}" };
        var dates = await fixture.Plans.GetTermDatesAsync(name);
        dates.Terms[1].Breaks.Clear();

        try
        {
            await fixture.Plans.UpdateTermDatesAsync(new() { TermDates = dates });
            Assert.Empty((await AssessAsync(plan)).Findings);
        }
        finally
        {
            await fixture.Plans.ResetTermDatesAsync(new() { Name = name.Name });
        }
    }

    [Fact]
    public async Task Uses_the_big_ideas_of_the_focus()
    {
        var plan = await fixture.CoherentAsync();
        var aim = await fixture.FirstAimAsync(plan);
        aim.BigIdeas.Clear();
        aim.OutcomeHeading = "";
        await fixture.Plans.UpdateAimAsync(
            new() { Aim = aim, UpdateMask = new() { Paths = { "big_ideas", "outcome_heading" } } });

        Assert.Equal([Rule.AlignedWithFocus], (await AssessAsync(plan)).Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task Assesses_a_plan_in_every_state()
    {
        Assert.True((await AssessAsync(await fixture.SharedAsync())).Coherent);
        Assert.True((await AssessAsync(await fixture.AgreedAsync())).Coherent);
        Assert.True((await AssessAsync(await fixture.ClosedAsync())).Coherent);
    }

    [Fact]
    public async Task Answers_over_REST()
    {
        var plan = await fixture.CoherentAsync();
        using var http = fixture.Service.Http();

        var json = await http.GetStringAsync(
            new Uri($"v1/{plan.Name}:assess", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(JsonDocument.Parse(json).RootElement.GetProperty("coherent").GetBoolean());
        Assert.Equal(2, JsonDocument.Parse(json).RootElement.GetProperty("ruleSetVersion").GetInt32());
    }

    [Theory]
    [InlineData("participants.read", "catalogue.read")]
    [InlineData("catalogue.read", "participants.read")]
    public async Task Requires_the_scopes_to_read_members_and_focus(string held, string missing)
    {
        var plan = await fixture.DraftAsync();
        var reader = fixture.As(PlansFixture.Hub, "plans.read", held);

        var status = await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            async () => await reader.AssessPlanAsync(new() { Name = plan.Name }));

        Assert.Equal(missing, status.GetDetail<Google.Rpc.ErrorInfo>().Metadata["scope"]);
    }

    [Fact]
    public async Task Judges_by_the_version_of_the_rules_that_is_asked_for()
    {
        var plan = await fixture.CoherentAsync();

        var first = await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name, RuleSetVersion = 1 });

        Assert.Equal(1, first.RuleSetVersion);
        await Refused.ForFieldAsync(
            "rule_set_version",
            async () => await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name, RuleSetVersion = 3 }));
    }

    [Fact]
    public async Task Judges_an_agreed_plan_by_the_version_by_which_it_was_agreed()
    {
        var agreed = await fixture.AgreedAsync();
        await fixture.AgreedByAsync(agreed, 1);

        Assert.Equal(1, (await AssessAsync(agreed)).RuleSetVersion);
    }

    [Fact]
    public async Task Leaves_out_a_colleague_on_leave_and_says_how_many_members_there_are()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);

        await fixture.Programme.HireAsync(enrolled, post => post.ExpectedUntilDate = "2024-08-31");

        var assessment = await AssessAsync(plan);
        Assert.Empty(assessment.Findings);
        Assert.Equal((4, 3), (assessment.Coverage.MemberCount, assessment.Coverage.ExpectedCount));
    }

    [Fact]
    public async Task Lets_somebody_else_of_the_hub_lead_an_activity()
    {
        var plan = await fixture.CoherentAsync();
        var elsewhere = (await fixture.Programme.EnrolAsync()).Members[0];
        foreach (var activity in (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities)
        {
            await fixture.Plans.UpdateActivityAsync(
                new() { Activity = new() { Name = activity.Name, LedBy = elsewhere } });
        }

        Assert.Empty((await AssessAsync(plan)).Findings);
    }

    [Fact]
    public async Task Keeps_a_colleague_whose_post_has_ended_in_what_was_for_them()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        var former = await fixture.Programme.HireAsync(enrolled, post => post.EndDate = "2024-12-31");
        var activity = Examples.Activity("2024-10-03", await fixture.FirstAimAsync(plan));
        activity.WholeDepartment = false;
        activity.Audience.Add(former);

        await fixture.AddAsync(plan, activity);

        Assert.Empty((await AssessAsync(plan)).Findings);
    }

    [Fact]
    public async Task Names_people_in_sentences_and_resources_in_subjects()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        foreach (var activity in (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities)
        {
            activity.WholeDepartment = false;
            activity.Audience.Add(enrolled.Members.Take(2));
            await fixture.Plans.UpdateActivityAsync(
                new() { Activity = activity, UpdateMask = new() { Paths = { "whole_department", "audience" } } });
        }

        var finding = Assert.Single((await AssessAsync(plan)).Findings);

        Assert.Equal(enrolled.Members[2], finding.Subject);
        Assert.StartsWith("No activity that serves an aim is for Ada "
            + "Lovelace.", finding.Message, StringComparison.Ordinal);
        Assert.Contains("supports all departmental members", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sees_one_revision_of_a_plan_that_four_people_write_at_once()
    {
        var plan = await fixture.DraftAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var aim = 0; aim < 15; aim++)
            {
                await fixture.AddAsync(plan, Examples.Aim());
            }
        }));

        do
        {
            var assessment = await AssessAsync(plan);

            // Each revision after the first added one aim.
            Assert.Equal(assessment.PlanRevision - 1, assessment.Coverage.Aims.Count);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    async Task<V1.PlanAssessment> AssessAsync(V1.Plan plan) =>
        await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name });
}
