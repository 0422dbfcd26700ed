using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class SubmitApplicationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Stores_the_verdict_with_the_evidence_and_the_projects_revision()
    {
        var department = await fixture.DepartmentAsync();
        var past = await fixture.PastAsync(department);

        var submitted = await fixture.SubmittedAsync(department);

        var read = await fixture.Groups.GetApplicationAsync(new() { Name = submitted.Name });
        Assert.Equal(submitted, read);
        Assert.Equal((V1.Application.Types.State.Submitted, Outcome.Eligible, "projects/NCP24-14", true),
            (read.State, read.Eligibility.Outcome, read.Eligibility.Project, read.Eligibility.ProjectRevision >= 1));
        var route = Assert.Single(read.Eligibility.Rules, rule => rule.Rule == "development-work-group");
        Assert.Equal((Verdict.Met, past.Name), (route.Verdict, Assert.Single(route.Evidence)));
    }

    [Fact]
    public async Task Keeps_the_present_name_of_a_focus_that_had_another()
    {
        var department = await fixture.DepartmentAsync();
        var draft = await fixture.DraftAsync(
            department, application => application.Focus = "projects/NCP24-12/foci/a");

        var submitted = await fixture.Groups.SubmitApplicationAsync(new() { Name = draft.Name });

        Assert.Equal("projects/NCP24-12/foci/whole", submitted.Focus);
    }

    [Fact]
    public async Task Follows_the_participation_of_a_predecessor()
    {
        var (old, school) = ($"schools/{PeopleFixture.FreshUrn()}", await fixture.SchoolAsync());
        await fixture.SuccessionAsync(old, school);
        var department = await fixture.DepartmentAsync(school);
        await fixture.PastAsync(department, school: old);

        var submitted = await fixture.SubmittedAsync(department);

        var route = Assert.Single(submitted.Eligibility.Rules, rule => rule.Rule == "development-work-group");
        Assert.Equal((Verdict.Met, true), (route.Verdict, route.Evidence.Contains(old)));
    }

    [Fact]
    public async Task Lets_a_department_submit_that_is_not_eligible()
    {
        var submitted = await fixture.SubmittedAsync(await fixture.DepartmentAsync());

        Assert.Equal(
            (V1.Application.Types.State.Submitted, Outcome.NotEligible),
            (submitted.State, submitted.Eligibility.Outcome));
    }

    [Fact]
    public async Task Reports_all_that_is_missing_at_once()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var stranger = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var draft = await fixture.DraftAsync(department, application =>
        {
            application.Focus = PeopleFixture.BespokeFocus;
            application.HeadteacherAgreement = null;
            application.Advocates.Clear();
            application.Advocates.Add(PeopleFixture.Advocate(stranger));
        });

        var refusal = await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.InvalidField, () => SubmitAsync(draft));

        Assert.Equal(
            [
                "application.advocates",
                "application.advocates[0].participant",
                "application.headteacher_agreement",
                "application.theme",
            ],
            refusal.GetDetail<Google.Rpc.BadRequest>().FieldViolations
                .Select(violation => violation.Field)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refuses_the_same_Advocate_twice()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var one = await fixture.ParticipantAsync(department);
        var draft = await fixture.DraftAsync(department, application =>
        {
            application.Advocates.Clear();
            application.Advocates.Add([PeopleFixture.Advocate(one), PeopleFixture.Advocate(one)]);
        });

        await Refused.ForFieldAsync("application.advocates[1].participant", () => SubmitAsync(draft));
    }

    [Fact]
    public async Task Refuses_an_Advocate_who_has_left()
    {
        var draft = await fixture.DraftAsync();
        await fixture.People.ArchiveParticipantAsync(new() { Name = draft.Advocates[1].Participant });

        await Refused.ForFieldAsync("application.advocates[1].participant", () => SubmitAsync(draft));
    }

    [Fact]
    public async Task Refuses_one_already_submitted()
    {
        var submitted = await fixture.SubmittedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => SubmitAsync(submitted));
    }

    [Fact]
    public async Task Refuses_a_closed_department()
    {
        var draft = await fixture.DraftAsync();
        await fixture.People.CloseDepartmentAsync(new() { Name = draft.Department });

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => SubmitAsync(draft));

        Assert.Contains("ReopenDepartment", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_Work_Group_that_does_not_take_departments_yet()
    {
        var group = await fixture.WorkGroupAsync(open: false);
        var draft = await fixture.DraftAsync(change: application => application.WorkGroup = group.Name);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => SubmitAsync(draft));

        Assert.Contains("OpenWorkGroup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_focus_that_is_not_published()
    {
        var focus = await fixture.DraftProjectAsync("YH-DRAFTED", PeopleFixture.Hub);
        var draft = await fixture.DraftAsync(change: application => application.Focus = focus.Name);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => SubmitAsync(draft));
    }

    [Theory]
    [InlineData("workgroups.write", "catalogue.read")]
    [InlineData("workgroups.write", "participants.read")]
    public async Task Requires_the_scopes_for_all_it_reads(params string[] scopes)
    {
        var draft = await fixture.DraftAsync();
        var groups = fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
            Token.Of("yorkshire-and-the-humber", scopes));

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            () => groups.SubmitApplicationAsync(new() { Name = draft.Name }).ResponseAsync);
    }

    Task<V1.Application> SubmitAsync(V1.Application application) =>
        fixture.Groups.SubmitApplicationAsync(new() { Name = application.Name }).ResponseAsync;
}
