using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.DevelopmentPlans.V1.PartDifference.Types.Kind;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ComparePlanRevisionsTests(PlansFixture fixture)
{
    const string Finding = "“Half of Year 8 add where they should multiply”";
    const string Colleagues = "“Colleagues ask how to plan with bar models”";

    [Fact]
    public async Task Names_part_by_part_what_was_added_removed_and_changed()
    {
        var (plan, from) = await ChangedAsync();

        var comparison = await CompareAsync(plan, from, 0);

        Assert.Equal(
            [Kind.Changed, Kind.Changed, Kind.Added, Kind.Removed],
            comparison.Differences.Select(difference => difference.Kind));
        Assert.Equal("Plan: vision now “All multiply”.", comparison.Differences[0].Message);
        var aim = comparison.Differences[1];
        Assert.Equal(
            [
                ("evidence", $"{Finding}; {Colleagues}", Colleagues),
                ("success_criteria[0].target", "65", "70"),
                ("success_criteria[0].due_date", "4 July 2025", "20 June 2025"),
            ],
            aim.Fields.Select(field => (field.Field, field.Before, field.After)));
        Assert.Equal("4 parts of the plan differ between revisions 7 and 13.", comparison.Message);
    }

    [Fact]
    public async Task Is_the_mirror_image_the_other_way_round()
    {
        var (plan, from) = await ChangedAsync();
        var to = (await fixture.ReadAsync(plan)).Revision;

        var there = await CompareAsync(plan, from, to);
        var back = await CompareAsync(plan, to, from);

        Assert.Equal(
            there.Differences.Select(difference => (difference.Part, Mirrored(difference.Kind))),
            back.Differences.Select(difference => (difference.Part, difference.Kind)));
        Assert.Equal(
            there.Differences.SelectMany(difference => difference.Fields)
                .Select(field => (field.Field, field.Label, field.After, field.Before)).Order(),
            back.Differences.SelectMany(difference => difference.Fields)
                .Select(field => (field.Field, field.Label, field.Before, field.After)).Order());
    }

    [Fact]
    public async Task Finds_nothing_between_a_revision_and_itself()
    {
        var plan = await fixture.CoherentAsync();

        var comparison = await CompareAsync(plan, plan.Revision, plan.Revision);

        Assert.Empty(comparison.Differences);
        Assert.Equal("Revisions 7 and 7 say the same.", comparison.Message);
    }

    [Fact]
    public async Task Shows_people_no_resource_names()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        var activity = await fixture.FirstActivityAsync(plan);
        (activity.WholeDepartment, activity.LedBy) = (false, enrolled.Members[0]);
        activity.Audience.Add(enrolled.Members);
        await fixture.Plans.UpdateActivityAsync(
            new() { Activity = activity, UpdateMask = new() { Paths = { "whole_department", "led_by", "audience" } } });

        var comparison = await CompareAsync(plan, 1, 0);

        Assert.All(comparison.Differences, difference =>
            Assert.DoesNotContain("hubs/", difference.Message + difference.Title, StringComparison.Ordinal));
        Assert.Contains(
            enrolled.Members[0],
            (await CompareAsync(plan, plan.Revision, 0)).Differences[0].Fields.Select(field => field.After));
    }

    [Fact]
    public async Task Says_that_attendance_changed_and_shows_no_resource_name()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        var activity = await fixture.FirstActivityAsync(plan);
        await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name });
        var from = (await fixture.ReadAsync(plan)).Revision;

        await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = activity.Name,
            Attendances =
            {
                enrolled.Members.Select(
                    member => new V1.Activity.Types.Attendance { Participant = member, Present = true }),
            },
        });

        Assert.EndsWith(
            ": attendances changed.",
            Assert.Single((await CompareAsync(plan, from, 0)).Differences).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_revision_that_is_not_there()
    {
        var plan = await fixture.DraftAsync();

        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CompareAsync(plan, 1, 2));
        await Refused.ForFieldAsync("from_revision", () => CompareAsync(plan, 0, 1));
    }

    /// <summary>A coherent plan, the revision at which it was that, and what changed since.</summary>
    async Task<(V1.Plan Plan, long From)> ChangedAsync()
    {
        var plan = await fixture.CoherentAsync();
        var aim = await fixture.FirstAimAsync(plan);
        aim.Evidence.RemoveAt(0);
        (aim.SuccessCriteria[0].Target, aim.SuccessCriteria[0].DueDate) = (70, "2025-06-20");
        await fixture.Plans.UpdateAimAsync(new() { Aim = aim, UpdateMask = new() { Paths = { "*" } } });
        await fixture.Plans.UpdatePlanAsync(new() { Plan = new() { Name = plan.Name, Vision = "All multiply" } });
        var gone = await fixture.FirstActivityAsync(plan);
        await fixture.Plans.DeleteActivityAsync(new() { Name = gone.Name });
        await fixture.AddAsync(plan, Examples.Evidence());
        var never = await fixture.AddAsync(plan, Examples.Aim());
        await fixture.Plans.DeleteAimAsync(new() { Name = never.Name });
        return (plan, plan.Revision);
    }

    static Kind Mirrored(Kind kind) => kind switch
    {
        Kind.Added => Kind.Removed,
        Kind.Removed => Kind.Added,
        _ => kind,
    };

    async Task<V1.PlanComparison> CompareAsync(V1.Plan plan, long from, long to) =>
        await fixture.Plans.ComparePlanRevisionsAsync(
            new() { Name = plan.Name, FromRevision = from, ToRevision = to });
}
