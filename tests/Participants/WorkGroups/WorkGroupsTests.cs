using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class WorkGroupStandardMethodsTests(PeopleFixture fixture) : StandardMethods<V1.WorkGroup>(fixture)
{
    protected override Task<V1.WorkGroup> ExampleAsync(string parent, int number) => Task.FromResult(new V1.WorkGroup
    {
        Focus = PeopleFixture.Focus,
        DisplayName = $"Wakefield Sustaining {number}",
        Theme = "Ratio",
        Capacity = 8,
        ExpectedAttendancePercent = 80,
    });

    protected override void Alter(V1.WorkGroup resource) => resource.Capacity = 12;
}

public sealed class CreateWorkGroupTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Plans_one_for_the_projects_year()
    {
        var group = await fixture.WorkGroupAsync(open: false);

        Assert.Equal(
            ("2024-25", V1.WorkGroup.Types.State.Planned, 0), (group.AcademicYear, group.State, group.EnrolledCount));
    }

    [Fact]
    public async Task Keeps_the_leads_in_order()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));

        var group = await CreateAsync(wanted => wanted.WorkGroupLeads.Add([two.Name, one.Name]));

        var read = await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name });
        Assert.Equal([two.Name, one.Name], read.WorkGroupLeads);
    }

    [Theory]
    [InlineData("projects/NCP24-14/foci/z")]
    [InlineData("projects/NCP01-01/foci/a")]
    public Task Refuses_a_focus_that_is_not_in_the_catalogue(string focus) =>
        RefusedAsync(wanted => wanted.Focus = focus);

    [Fact]
    public async Task Refuses_a_focus_of_a_draft()
    {
        var focus = await fixture.DraftProjectAsync("YH-UNREADY", PeopleFixture.Hub);

        await RefusedAsync(wanted => wanted.Focus = focus.Name);
    }

    [Fact]
    public async Task Refuses_the_local_project_of_another_hub()
    {
        var focus = await fixture.DraftProjectAsync("SY-ELSEWHERE", PeopleFixture.OtherHub);
        await fixture.Catalogue.PublishProjectAsync(new() { Name = "projects/SY-ELSEWHERE" });

        await RefusedAsync(wanted => wanted.Focus = focus.Name);
    }

    [Fact]
    public Task Refuses_leads_who_do_not_exist() =>
        RefusedAsync(wanted => wanted.WorkGroupLeads.Add($"{PeopleFixture.Hub}/participants/{Guid.CreateVersion7()}"));

    [Fact]
    public async Task Refuses_a_lead_named_twice()
    {
        var lead = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.ForFieldAsync(
            "work_group.work_group_leads",
            () => CreateAsync(wanted => wanted.WorkGroupLeads.Add([lead.Name, lead.Name])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public Task Refuses_a_capacity_out_of_range(int capacity) =>
        Refused.ForFieldAsync("work_group.capacity", () => CreateAsync(wanted => wanted.Capacity = capacity));

    [Fact]
    public Task Requires_the_scope_to_read_the_catalogue() =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () =>
        fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
            Token.Of("yorkshire-and-the-humber", "workgroups.write"))
            .CreateWorkGroupAsync(new() { Parent = PeopleFixture.Hub, WorkGroup = Example() }).ResponseAsync);

    Task<Google.Rpc.Status> RefusedAsync(Action<V1.WorkGroup> change) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => CreateAsync(change));

    Task<V1.WorkGroup> CreateAsync(Action<V1.WorkGroup> change)
    {
        var group = Example();
        change(group);
        return fixture.Groups.CreateWorkGroupAsync(
            new() { Parent = PeopleFixture.Hub, WorkGroup = group }).ResponseAsync;
    }

    static V1.WorkGroup Example() =>
        new() { Focus = PeopleFixture.Focus, DisplayName = "Wakefield Sustaining", Capacity = 8 };
}

public sealed class UpdateWorkGroupTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Changes_one_that_recruits()
    {
        var group = await fixture.WorkGroupAsync();

        var updated = await UpdateAsync(
            new() { Name = group.Name, DisplayName = "Dewsbury Sustaining" }, "display_name");

        Assert.Equal(("Dewsbury Sustaining", group.Capacity), (updated.DisplayName, updated.Capacity));
    }

    [Fact]
    public async Task Changes_what_is_populated_when_no_mask_is_sent()
    {
        var group = await fixture.WorkGroupAsync();

        var updated = await fixture.Groups.UpdateWorkGroupAsync(
            new() { WorkGroup = new() { Name = group.Name, Theme = "Fractions" } });

        Assert.Equal(("Fractions", group.Capacity), (updated.Theme, updated.Capacity));
    }

    [Fact]
    public async Task Refuses_a_capacity_below_the_departments_enrolled()
    {
        var group = await fixture.WorkGroupAsync();
        await fixture.AcceptedAsync(group);
        await fixture.AcceptedAsync(group);

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => UpdateAsync(new() { Name = group.Name, Capacity = 1 }, "capacity"));

        Assert.Contains("WithdrawEnrolment", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_one_that_is_over()
    {
        var group = await fixture.WorkGroupAsync();
        await fixture.Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "Too few departments" });

        await RefusedAsync(new() { Name = group.Name, DisplayName = "Again" }, "display_name", "CreateWorkGroup");
    }

    [Fact]
    public async Task Refuses_another_focus()
    {
        var group = await fixture.WorkGroupAsync();

        await Refused.ForFieldAsync("work_group.focus", () => UpdateAsync(
            new() { Name = group.Name, Focus = PeopleFixture.BespokeFocus }, "focus"));
    }

    async Task RefusedAsync(V1.WorkGroup group, string path, string verb)
    {
        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => UpdateAsync(group, path));
        Assert.Contains(verb, refusal.Message, StringComparison.Ordinal);
    }

    Task<V1.WorkGroup> UpdateAsync(V1.WorkGroup group, string path) =>
        fixture.Groups.UpdateWorkGroupAsync(
            new() { WorkGroup = group, UpdateMask = new() { Paths = { path } } }).ResponseAsync;
}

public sealed class DeleteWorkGroupTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Refuses_one_that_was_applied_to()
    {
        var group = await fixture.WorkGroupAsync();
        var draft = await fixture.DraftAsync(change: application => application.WorkGroup = group.Name);

        await RefusedAsync(group, draft.Name);
    }

    [Fact]
    public async Task Refuses_one_with_departments()
    {
        var group = await fixture.WorkGroupAsync();
        var accepted = await fixture.AcceptedAsync(group);

        await RefusedAsync(group, accepted.Enrolment);
    }

    async Task RefusedAsync(V1.WorkGroup group, string child)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.Groups.DeleteWorkGroupAsync(new() { Name = group.Name }).ResponseAsync);
        Assert.Contains(
            child,
            refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations.Select(violation => violation.Subject));
    }
}
