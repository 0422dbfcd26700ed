using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class ApplicationStandardMethodsTests(PeopleFixture fixture) : StandardMethods<V1.Application>(fixture)
{
    protected override string[] SortedOverEveryHub => ["waitlist_position"];

    protected override async Task<V1.Application> ExampleAsync(string parent, int number)
    {
        var department = await fixture.DepartmentAsync();
        var group = await fixture.WorkGroupAsync();
        return new()
        {
            Department = department.Name,
            Focus = PeopleFixture.Focus,
            WorkGroup = group.Name,
            Theme = "Ratio",
            Advocates = { PeopleFixture.Advocate(await fixture.ParticipantAsync(department)) },
            Motivation = "Our students meet ratio three times and forget it three times.",
            HeadteacherAgreement =
                new() { DisplayName = "Grace Hopper", Role = "Headteacher", AgreeDate = "2024-07-01" },
        };
    }

    protected override void Alter(V1.Application resource)
    {
        resource.Theme = "Proportion";
        resource.Advocates[0].Responsibility = V1.Responsibility.SecondInDepartment;
    }
}

public sealed class CreateApplicationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Creates_a_draft_with_the_required_fields_only()
    {
        var department = await fixture.DepartmentAsync();

        var draft = await CreateAsync(new() { Department = department.Name, Focus = PeopleFixture.Focus });

        Assert.Equal((V1.Application.Types.State.Draft, null, ""), (draft.State, draft.Eligibility, draft.Enrolment));
    }

    [Fact]
    public Task Refuses_a_department_that_does_not_exist() => RefusedAsync(new()
    {
        Department = $"{PeopleFixture.Hub}/departments/{Guid.CreateVersion7()}",
        Focus = PeopleFixture.Focus,
    });

    [Fact]
    public async Task Refuses_a_Work_Group_that_does_not_exist()
    {
        var department = await fixture.DepartmentAsync();

        await RefusedAsync(new()
        {
            Department = department.Name,
            Focus = PeopleFixture.Focus,
            WorkGroup = $"{PeopleFixture.Hub}/workGroups/{Guid.CreateVersion7()}",
        });
    }

    [Fact]
    public async Task Refuses_a_Work_Group_on_another_focus()
    {
        var department = await fixture.DepartmentAsync();
        var group = await fixture.WorkGroupAsync(focus: PeopleFixture.BespokeFocus);

        await RefusedAsync(new() { Department = department.Name, Focus = PeopleFixture.Focus, WorkGroup = group.Name });
    }

    [Fact]
    public async Task Refuses_an_Advocate_who_does_not_exist()
    {
        var department = await fixture.DepartmentAsync();

        await RefusedAsync(new()
        {
            Department = department.Name,
            Focus = PeopleFixture.Focus,
            Advocates =
            {
                new V1.Application.Types.Advocate
                {
                    Participant = $"{PeopleFixture.Hub}/participants/{Guid.CreateVersion7()}",
                },
            },
        });
    }

    Task<Google.Rpc.Status> RefusedAsync(V1.Application application) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => CreateAsync(application));

    Task<V1.Application> CreateAsync(V1.Application application) =>
        fixture.Groups.CreateApplicationAsync(
            new() { Parent = PeopleFixture.Hub, Application = application }).ResponseAsync;
}

public sealed class UpdateApplicationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Replaces_the_Advocates()
    {
        var department = await fixture.DepartmentAsync();
        var draft = await fixture.DraftAsync(department);
        var other = await fixture.ParticipantAsync(department);

        await UpdateAsync(new() { Name = draft.Name, Advocates = { PeopleFixture.Advocate(other) } }, "advocates");

        var read = await fixture.Groups.GetApplicationAsync(new() { Name = draft.Name });
        Assert.Equal([other.Name], read.Advocates.Select(advocate => advocate.Participant));
    }

    [Fact]
    public async Task Moves_to_another_focus_with_its_Work_Group()
    {
        var draft = await fixture.DraftAsync();
        var group = await fixture.WorkGroupAsync(focus: PeopleFixture.BespokeFocus);

        var updated = await UpdateAsync(
            new() { Name = draft.Name, Focus = group.Focus, WorkGroup = group.Name }, "focus", "work_group");

        Assert.Equal((group.Focus, group.Name), (updated.Focus, updated.WorkGroup));
    }

    [Fact]
    public async Task Refuses_a_submitted_one_and_says_how_to_take_it_back()
    {
        var submitted = await fixture.SubmittedAsync();

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => UpdateAsync(new() { Name = submitted.Name, Theme = "Ratio" }, "theme"));

        Assert.Contains("WithdrawApplication", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_half_an_agreement()
    {
        var draft = await fixture.DraftAsync(change: application => application.HeadteacherAgreement = null);

        await Refused.ForFieldAsync("application.headteacher_agreement.display_name", () => UpdateAsync(
            new() { Name = draft.Name, HeadteacherAgreement = new() { Role = "Headteacher" } },
            "headteacher_agreement.role"));
    }

    Task<V1.Application> UpdateAsync(V1.Application application, params string[] paths) => fixture.Groups
        .UpdateApplicationAsync(
            new() { Application = application, UpdateMask = new() { Paths = { paths } } }).ResponseAsync;
}

public sealed class DeleteApplicationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Refuses_a_submitted_one()
    {
        var submitted = await fixture.SubmittedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.Groups.DeleteApplicationAsync(new() { Name = submitted.Name }).ResponseAsync);
    }
}

public sealed class ListApplicationsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Finds_by_Work_Group_state_and_outcome()
    {
        var group = await fixture.WorkGroupAsync();
        var eligible = await fixture.SubmittedAsync(change: application => application.WorkGroup = group.Name);
        await fixture.SubmittedAsync(
            await fixture.DepartmentAsync(), application => application.WorkGroup = group.Name);
        await fixture.DraftAsync(change: application => application.WorkGroup = group.Name);

        var page = await fixture.Groups.ListApplicationsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"work_group = \"{group.Name}\" AND state = SUBMITTED AND eligibility.outcome = ELIGIBLE",
            OrderBy = "submit_time desc",
        });

        Assert.Equal([eligible], page.Applications);
    }
}
