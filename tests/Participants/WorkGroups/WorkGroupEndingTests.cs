using Mastery.Common.V1;
using ApplicationState = Mastery.Participants.V1.Application.Types.State;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Reason = Mastery.Participants.V1.Application.Types.DeclineReason;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>What the end of a Work Group means to those in it and to next year.</summary>
public sealed class WorkGroupEndingTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Completion_completes_those_who_take_part_and_withdraws_those_who_do_not()
    {
        var group = await fixture.WorkGroupAsync();
        var (active, deferred) = (await fixture.AcceptedAsync(group), await fixture.AcceptedAsync(group));
        await fixture.Groups.DeferEnrolmentAsync(new() { Name = deferred.Enrolment, Reason = "A new building" });

        var completed = await CompleteAsync(group);

        Assert.Equal(1, completed.EnrolledCount);
        Assert.Equal((State.Completed, State.Withdrawn),
            ((await fixture.EnrolmentAsync(active)).State, (await fixture.EnrolmentAsync(deferred)).State));
        Assert.Empty(await SustainingAsync(deferred.Department));
    }

    [Fact]
    public async Task Completion_answers_the_waiting_list()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = new[] { await fixture.WaitlistedAsync(group), await fixture.WaitlistedAsync(group) };

        await CompleteAsync(group);

        Assert.All(await ReadAsync(waiting), answered => Assert.Equal(
            (ApplicationState.Declined, Reason.WorkGroupCompleted, 0),
            (answered.State, answered.DeclineReason, answered.WaitlistPosition)));
    }

    [Fact]
    public async Task Cancellation_answers_the_waiting_list_with_the_groups_reason()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await fixture.WaitlistedAsync(group);

        await fixture.Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "No lead was found" });

        var answered = Assert.Single(await ReadAsync(waiting));
        Assert.Equal((ApplicationState.Declined, Reason.WorkGroupCancelled, "No lead was found"),
            (answered.State, answered.DeclineReason, answered.StateReason));
    }

    [Fact]
    public async Task Completion_makes_next_years_eligibility()
    {
        var department = await fixture.DepartmentAsync();
        var next = await NextYearAsync("YH-ENDING-25");
        var group = await LocalGroupAsync("YH-ENDING");
        await fixture.AcceptedLocallyAsync(group, department);
        Assert.Equal(Outcome.NotEligible, await OutcomeAsync(department, next));

        await CompleteAsync(group);

        Assert.Equal(Outcome.Eligible, await OutcomeAsync(department, next));
    }

    [Fact]
    public async Task Completion_adds_the_Advocates_to_a_participation_that_is_known_already()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var known = await fixture.PastAsync(department, Stage.Sustaining, "2024-25");
        var group = await fixture.WorkGroupAsync();
        var accepted = await fixture.AcceptedAsync(group, department);

        await CompleteAsync(group);

        var past = Assert.Single(await SustainingAsync(department.Name));
        Assert.Equal(known.Name, past.Name);
        Assert.Equal(accepted.Advocates.Select(advocate => advocate.Participant), past.Leads);
    }

    [Fact]
    public async Task A_department_in_groups_on_two_foci_has_one_participation_of_the_year()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var one = await fixture.WorkGroupAsync();
        var two = await fixture.WorkGroupAsync(focus: "projects/NCP24-14/foci/a");
        await fixture.AcceptedAsync(one, department);
        var other = await fixture.SubmittedAsync(department, application => application.Focus = two.Focus);
        await fixture.Groups.AcceptApplicationAsync(new() { Name = other.Name, WorkGroup = two.Name });

        await CompleteAsync(one);
        await CompleteAsync(two);

        Assert.Equal(4, Assert.Single(await SustainingAsync(department.Name)).Leads.Count);
    }

    async Task<V1.WorkGroup> CompleteAsync(V1.WorkGroup group)
    {
        await fixture.Groups.StartWorkGroupAsync(new() { Name = group.Name });
        return await fixture.Groups.CompleteWorkGroupAsync(new() { Name = group.Name });
    }

    async Task<IReadOnlyList<V1.PastParticipation>> SustainingAsync(string department) =>
    [
        .. (await fixture.People.ListPastParticipationsAsync(new() { Parent = department })).PastParticipations
            .Where(participation => participation.Stage == Stage.Sustaining),
    ];

    async Task<V1.Application[]> ReadAsync(params V1.Application[] applications) =>
        await Task.WhenAll(applications.Select(application =>
            fixture.Groups.GetApplicationAsync(new() { Name = application.Name }).ResponseAsync));

    async Task<V1.WorkGroup> LocalGroupAsync(string code)
    {
        var focus = await fixture.DraftProjectAsync(code, PeopleFixture.Hub);
        await fixture.Catalogue.PublishProjectAsync(new() { Name = $"projects/{code}" });
        return await fixture.WorkGroupAsync(focus: focus.Name);
    }

    /// <summary>A focus for departments that took part in a local project of the year before.</summary>
    async Task<string> NextYearAsync(string code)
    {
        var focus = await fixture.DraftProjectAsync(code, PeopleFixture.Hub, project =>
            project.EligibilityPolicy = new()
            {
                Routes =
                {
                    new FocusCatalogue.V1.EligibilityRoute
                    {
                        Rule = "took-part",
                        Title = "Took part the year before",
                        PreviousStage = new() { Stage = Stage.Local, LatestAcademicYear = "2024-25" },
                    },
                },
            });
        await fixture.Catalogue.PublishProjectAsync(new() { Name = $"projects/{code}" });
        return focus.Name;
    }

    async Task<Outcome> OutcomeAsync(V1.Department department, string focus) =>
        (await fixture.Groups.AssessEligibilityAsync(new() { Name = department.Name, Focus = focus })).Outcome;
}
