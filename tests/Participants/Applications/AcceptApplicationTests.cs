using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class AcceptApplicationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Enrols_the_department_with_its_Advocates()
    {
        var group = await fixture.WorkGroupAsync();
        var submitted = await fixture.SubmittedAsync(change: application => application.WorkGroup = group.Name);

        var accepted = await AcceptAsync(submitted);

        Assert.Equal((V1.Application.Types.State.Accepted, group.Name), (accepted.State, accepted.WorkGroup));
        var enrolment = await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment });
        Assert.Equal(
            (submitted.Department, submitted.Name, group.Focus, group.AcademicYear, V1.Enrolment.Types.State.Active),
            (enrolment.Department, enrolment.Application, enrolment.Focus, enrolment.AcademicYear, enrolment.State));
        Assert.Equal(
            submitted.Advocates.Select(advocate => advocate.Participant),
            enrolment.Advocates.Select(advocate => advocate.Participant));
        Assert.Equal(1, (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount);
    }

    [Fact]
    public async Task Writes_group_enrolment_application_and_letter_in_one_revision()
    {
        var accepted = await AcceptAsync(await fixture.SubmittedAsync(), await fixture.WorkGroupAsync());

        var changes = await fixture.QueryAsync($"""
            SELECT kind || ' ' || resource || ' ' || array_to_string(paths, ',') FROM change
            WHERE (hub_id, revision) = (
                SELECT hub_id, revision FROM change WHERE resource = '{accepted.Enrolment}')
            ORDER BY ordinal
            """);

        Assert.Equal(4, changes.Count);
        Assert.StartsWith($"UPDATED {accepted.WorkGroup} ", changes[0], StringComparison.Ordinal);
        Assert.Contains("enrolled_count", changes[0], StringComparison.Ordinal);
        Assert.StartsWith($"CREATED {accepted.Enrolment} ", changes[1], StringComparison.Ordinal);
        Assert.StartsWith($"UPDATED {accepted.Name} ", changes[2], StringComparison.Ordinal);
        Assert.StartsWith($"CREATED {PeopleFixture.Hub}/letters/", changes[3], StringComparison.Ordinal);
        Assert.Contains("state", changes[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uses_the_Work_Group_that_the_hub_chooses()
    {
        var (wanted, chosen) = (await fixture.WorkGroupAsync(), await fixture.WorkGroupAsync());
        var submitted = await fixture.SubmittedAsync(change: application => application.WorkGroup = wanted.Name);

        var accepted = await AcceptAsync(submitted, chosen);

        Assert.Equal(
            (chosen.Name, true),
            (accepted.WorkGroup, accepted.Enrolment.StartsWith(chosen.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Accepts_one_from_the_waiting_list()
    {
        var waiting = await fixture.WaitlistedAsync(await fixture.WorkGroupAsync());

        var accepted = await AcceptAsync(waiting, await fixture.WorkGroupAsync());

        Assert.Equal((V1.Application.Types.State.Accepted, 0), (accepted.State, accepted.WaitlistPosition));
    }

    [Fact]
    public async Task Gives_the_enrolment_the_groups_theme_where_the_department_has_none()
    {
        var group = await fixture.WorkGroupAsync();
        await fixture.Groups.UpdateWorkGroupAsync(new() { WorkGroup = new() { Name = group.Name, Theme = "Ratio" } });

        var accepted = await AcceptAsync(await fixture.SubmittedAsync(), group);

        Assert.Equal("Ratio", (await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment })).Theme);
    }

    [Fact]
    public async Task Requires_a_Work_Group()
    {
        var submitted = await fixture.SubmittedAsync();

        await Refused.ForFieldAsync("work_group", () => AcceptAsync(submitted));
    }

    [Fact]
    public async Task Refuses_a_Work_Group_on_another_focus()
    {
        var group = await fixture.WorkGroupAsync(focus: PeopleFixture.BespokeFocus);

        await RefusedAsync(ErrorReason.ReferenceInvalid, await fixture.SubmittedAsync(), group);
    }

    [Fact]
    public async Task Refuses_a_Work_Group_that_does_not_exist()
    {
        var group = await fixture.WorkGroupAsync();
        group.Name = PeopleFixture.Unknown(group.Name);

        await RefusedAsync(ErrorReason.ReferenceInvalid, await fixture.SubmittedAsync(), group);
    }

    [Fact]
    public async Task Refuses_a_Work_Group_that_does_not_take_departments()
    {
        var group = await fixture.WorkGroupAsync(open: false);

        await RefusedAsync(ErrorReason.WrongState, await fixture.SubmittedAsync(), group);
    }

    [Fact]
    public async Task Refuses_a_draft_and_says_to_submit_it()
    {
        var draft = await fixture.DraftAsync();

        var refusal = await RefusedAsync(ErrorReason.WrongState, draft, await fixture.WorkGroupAsync());

        Assert.Contains("SubmitApplication", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_department_that_is_not_eligible_with_the_rules_it_fails()
    {
        var submitted = await fixture.SubmittedAsync(await fixture.DepartmentAsync());

        var refusal = await RefusedAsync(ErrorReason.NotEligible, submitted, await fixture.WorkGroupAsync());

        Assert.Equal(["RULE/development-work-group", "RULE/specialist-cohorts"],
            refusal.GetDetail<PreconditionFailure>().Violations.Select(violation => violation.Type));
    }

    [Fact]
    public async Task Refuses_a_verdict_that_a_person_must_look_at_until_one_has()
    {
        var (old, school) = ($"schools/{PeopleFixture.FreshUrn()}", await fixture.SchoolAsync());
        await fixture.SuccessionAsync(old, school, followed: false);
        var department = await fixture.DepartmentAsync(school);
        await fixture.PastAsync(department, school: old);
        var submitted = await fixture.SubmittedAsync(department);
        var group = await fixture.WorkGroupAsync();
        Assert.Equal(V1.Eligibility.Types.Outcome.NeedsReview, submitted.Eligibility.Outcome);
        await RefusedAsync(ErrorReason.NotEligible, submitted, group);

        await fixture.Groups.OverrideEligibilityAsync(new()
        {
            Name = submitted.Name,
            Rule = "development-work-group",
            Reason = "The whole department came over from the old school.",
        });

        Assert.Equal(V1.Application.Types.State.Accepted, (await AcceptAsync(submitted, group)).State);
    }

    [Fact]
    public async Task Refuses_a_second_live_enrolment_on_the_focus_in_the_year_and_names_the_first()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var first = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        var second = await fixture.SubmittedAsync(department);

        var refusal = await RefusedAsync(ErrorReason.AlreadyEnrolled, second, await fixture.WorkGroupAsync());

        Assert.Equal(first.Enrolment, Assert.Single(refusal.GetDetail<PreconditionFailure>().Violations).Subject);
    }

    [Fact]
    public async Task Refuses_a_full_group_and_says_how_large_it_is()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);
        await fixture.AcceptedAsync(group);

        var refusal = await RefusedAsync(ErrorReason.WorkGroupFull, await fixture.SubmittedAsync(), group);

        Assert.Equal("1", refusal.GetDetail<ErrorInfo>().Metadata["capacity"]);
        Assert.Contains("WaitlistApplication", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_ten_of_three_hundred_for_ten_places()
    {
        var group = await fixture.WorkGroupAsync(capacity: 10);
        var submitted = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => fixture.SubmittedAsync()));

        var answers = await Task.WhenAll(submitted.Select(application => AnswerAsync(application, group)));

        Assert.Equal(
            (10, 290), (answers.Count(answer => answer is null), answers.Count(answer => answer == "WORK_GROUP_FULL")));
        var read = await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name });
        var enrolments = await fixture.Groups.ListEnrolmentsAsync(new() { Parent = group.Name });
        Assert.Equal((10, 10), (read.EnrolledCount, enrolments.Enrolments.Count));
    }

    [Fact]
    public async Task Creates_one_enrolment_for_ten_requests()
    {
        var group = await fixture.WorkGroupAsync();
        var submitted = await fixture.SubmittedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AnswerAsync(submitted, group)));

        Assert.Equal(
            (1, 9), (answers.Count(answer => answer is null), answers.Count(answer => answer == "WRONG_STATE")));
        Assert.Single((await fixture.Groups.ListEnrolmentsAsync(new() { Parent = group.Name })).Enrolments);
    }

    [Fact]
    public async Task Enrols_a_department_once_though_two_groups_take_it_at_once()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var applications = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fixture.SubmittedAsync(department)));
        var groups = await Task.WhenAll(applications.Select(_ => fixture.WorkGroupAsync()));

        var answers = await Task.WhenAll(applications.Zip(groups, AnswerAsync));

        Assert.Equal(
            (1, 5), (answers.Count(answer => answer is null), answers.Count(answer => answer == "ALREADY_ENROLLED")));
        var counts = await Task.WhenAll(
            groups.Select(
                async group => (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount));
        Assert.Equal(1, counts.Sum());
    }

    [Fact]
    public async Task Answers_a_repeated_request_with_the_first_answer()
    {
        var request = new V1.AcceptApplicationRequest
        {
            Name = (await fixture.SubmittedAsync()).Name,
            WorkGroup = (await fixture.WorkGroupAsync()).Name,
            RequestId = $"{Guid.NewGuid()}",
        };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => fixture.Groups.AcceptApplicationAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
    }

    async Task<string?> AnswerAsync(V1.Application application, V1.WorkGroup group)
    {
        try
        {
            await AcceptAsync(application, group);
            return null;
        }
        catch (RpcException refusal)
        {
            return refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? refusal.StatusCode.ToString();
        }
    }

    Task<Google.Rpc.Status> RefusedAsync(ErrorReason reason, V1.Application application, V1.WorkGroup group) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, () => AcceptAsync(application, group));

    Task<V1.Application> AcceptAsync(V1.Application application, V1.WorkGroup? group = null) =>
        fixture.Groups.AcceptApplicationAsync(
            new() { Name = application.Name, WorkGroup = group?.Name ?? "" }).ResponseAsync;
}
