using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class EnrolmentStandardMethodsTests(PeopleFixture fixture) : StandardMethods<V1.Enrolment>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) =>
        (await fixture.WorkGroupAsync(hub: $"hubs/{hub}")).Name;

    protected override async Task<V1.Enrolment> MakeAsync(string parent)
    {
        var accepted = await fixture.AcceptedAsync(new() { Name = parent });
        return await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment });
    }

    protected override Task<V1.Enrolment> ExampleAsync(string parent, int number) =>
        Task.FromResult(new V1.Enrolment());

    protected override void Alter(V1.Enrolment resource) => resource.Theme += ", altered";
}

public sealed class WithdrawEnrolmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Frees_the_place()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);
        var accepted = await fixture.AcceptedAsync(group);

        var withdrawn = await WithdrawAsync(accepted.Enrolment);

        Assert.Equal(
            (V1.Enrolment.Types.State.Withdrawn, "The school has closed"), (withdrawn.State, withdrawn.StateReason));
        Assert.All(withdrawn.Advocates, advocate => Assert.NotNull(advocate.EndDate));
        Assert.Equal(0, (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount);
        await fixture.AcceptedAsync(group);
    }

    [Fact]
    public async Task Lets_the_department_join_another_group_on_the_focus()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);

        await WithdrawAsync(accepted.Enrolment);

        var again = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        Assert.NotEqual(accepted.Enrolment, again.Enrolment);
    }

    [Fact]
    public async Task Refuses_one_already_withdrawn()
    {
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync());
        await WithdrawAsync(accepted.Enrolment);

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => WithdrawAsync(accepted.Enrolment));
    }

    [Fact]
    public async Task Frees_one_place_for_ten_requests()
    {
        var group = await fixture.WorkGroupAsync();
        var accepted = await fixture.AcceptedAsync(group);
        await fixture.AcceptedAsync(group);

        var freed = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await WithdrawAsync(accepted.Enrolment);
                return 1;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
            {
                return 0;
            }
        }));

        Assert.Equal(
            (1, 1), (freed.Sum(), (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).EnrolledCount));
    }

    [Fact]
    public async Task Does_not_find_an_enrolment_that_does_not_exist()
    {
        var group = await fixture.WorkGroupAsync();

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => WithdrawAsync($"{group.Name}/enrolments/{Guid.CreateVersion7()}"));
    }

    Task<V1.Enrolment> WithdrawAsync(string name) =>
        fixture.Groups.WithdrawEnrolmentAsync(new() { Name = name, Reason = "The school has closed" }).ResponseAsync;
}

public sealed class ListEnrolmentsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Lists_those_of_a_department_in_all_groups()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        await fixture.AcceptedAsync(await fixture.WorkGroupAsync());

        var page = await fixture.Groups.ListEnrolmentsAsync(new()
        {
            Parent = $"{PeopleFixture.Hub}/workGroups/-",
            Filter = $"department = \"{department.Name}\" AND state = ACTIVE AND academic_year = \"2024-25\"",
        });

        Assert.Equal([accepted.Enrolment], page.Enrolments.Select(enrolment => enrolment.Name));
    }
}
