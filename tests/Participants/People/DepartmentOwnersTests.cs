using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>A school's department of a subject belongs to one hub.</summary>
public sealed class DepartmentOwnersTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Refuse_a_second_hub_and_say_whom_to_ask_but_not_which_department()
    {
        var first = await fixture.DepartmentAsync();

        var refusal = await RefusedAsync(first.School, PeopleFixture.OtherHub);

        Assert.Equal(PeopleFixture.Hub, refusal.GetDetail<Google.Rpc.ErrorInfo>().Metadata["hub"]);
        Assert.Contains("The mathematics department of School", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Yorkshire and the Humber", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Name, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Id(first.Name), refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_told_to_every_hub_by_subject_and_nothing_else()
    {
        var school = await fixture.SchoolAsync();
        await fixture.DepartmentAsync(school);
        await fixture.DepartmentAsync(school, Subject.Science, PeopleFixture.OtherHub);

        var owners = await OwnersAsync(school);

        Assert.Equal(
            [(Subject.Mathematics, PeopleFixture.Hub), (Subject.Science, PeopleFixture.OtherHub)],
            owners.Select(owner => (owner.Subject, owner.Hub)));
        Assert.All(owners, owner => Assert.NotEmpty(owner.HubDisplayName));
    }

    [Fact]
    public async Task Let_one_of_two_hubs_win_that_create_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var school = await fixture.SchoolAsync();

            var made = await Task.WhenAll(Enumerable.Range(0, 8)
                .Select(index => TriedAsync(school, index % 2 == 0 ? PeopleFixture.Hub : PeopleFixture.OtherHub)));

            var name = Assert.Single(made, name => name is not null);
            var owner = Assert.Single(await OwnersAsync(school));
            Assert.StartsWith(owner.Hub, name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Let_one_of_two_hubs_win_that_create_at_a_school_and_its_successor_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var (school, academy) = await AcademyAsync();

            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => index % 2 == 0
                ? TriedAsync(school, PeopleFixture.Hub)
                : TriedAsync(academy, PeopleFixture.OtherHub)));

            Assert.Single(made, name => name is not null);
        }
    }

    [Fact]
    public async Task Refuse_a_school_that_is_another_hubs_until_it_is_assigned()
    {
        var school = await fixture.SchoolAsync();
        await AssignAsync(school, PeopleFixture.OtherHub);

        var refusal = await RefusedAsync(school, PeopleFixture.Hub);
        await AssignAsync(school, PeopleFixture.Hub);
        var department = await fixture.DepartmentAsync(school);

        Assert.Equal(PeopleFixture.OtherHub, refusal.GetDetail<Google.Rpc.ErrorInfo>().Metadata["hub"]);
        Assert.Contains("AssignSchoolHub", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(school, department.School);
    }

    [Fact]
    public async Task Are_given_up_by_closing_and_deleting_and_taken_again_by_reopening()
    {
        var department = await fixture.DepartmentAsync();

        await fixture.People.CloseDepartmentAsync(new() { Name = department.Name });
        var closed = await OwnersAsync(department.School);
        await fixture.People.ReopenDepartmentAsync(new() { Name = department.Name });
        var reopened = await OwnersAsync(department.School);
        await fixture.People.DeleteDepartmentAsync(new() { Name = department.Name });
        var deleted = await OwnersAsync(department.School);

        Assert.Empty(closed);
        Assert.Single(reopened);
        Assert.Empty(deleted);
    }

    [Fact]
    public async Task Refuse_to_reopen_one_that_another_hub_has_meanwhile()
    {
        var first = await fixture.DepartmentAsync();
        await fixture.People.CloseDepartmentAsync(new() { Name = first.Name });
        var second = await fixture.DepartmentAsync(first.School, hub: PeopleFixture.OtherHub);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub,
            () => fixture.People.ReopenDepartmentAsync(new() { Name = first.Name }).ResponseAsync);

        Assert.StartsWith(PeopleFixture.OtherHub, second.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_to_close_while_an_enrolment_lives_so_that_no_school_is_enrolled_twice()
    {
        var department = await fixture.EligibleDepartmentAsync();
        await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.CloseDepartmentAsync(new() { Name = department.Name }).ResponseAsync);
        await RefusedAsync(department.School, PeopleFixture.OtherHub);
    }

    [Fact]
    public async Task Refuse_the_successor_of_a_school_to_another_hub_because_its_department_continues()
    {
        var (school, academy) = await AcademyAsync();
        await fixture.DepartmentAsync(school);

        var refusal = await RefusedAsync(academy, PeopleFixture.OtherHub);

        Assert.Contains(
            $"School {Id(academy)} continues School {Id(school)}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_a_second_department_at_the_successor_and_say_how_to_move_the_first()
    {
        var (school, academy) = await AcademyAsync();
        var department = await fixture.DepartmentAsync(school);

        var refusal = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => fixture.DepartmentAsync(academy));

        Assert.Contains("SucceedDepartment", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(department.Name, refusal.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Refuse_the_former_school_of_a_department_that_is_at_its_successor()
    {
        var (school, academy) = await AcademyAsync();
        await fixture.DepartmentAsync(academy);

        var refusal = await RefusedAsync(school, PeopleFixture.OtherHub);

        Assert.Contains("has become", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Do_not_follow_a_succession_on_which_nobody_has_decided()
    {
        var (school, academy) = await AcademyAsync(followed: false);
        await fixture.DepartmentAsync(school);

        var other = await fixture.DepartmentAsync(academy, hub: PeopleFixture.OtherHub);

        Assert.Equal(academy, other.School);
    }

    async Task<(string School, string Academy)> AcademyAsync(bool followed = true)
    {
        var school = await fixture.SchoolAsync(status: "CLOSED");
        var academy = await fixture.SchoolAsync();
        await fixture.SuccessionAsync(school, academy, followed);
        return (school, academy);
    }

    async Task<string?> TriedAsync(string school, string hub)
    {
        try
        {
            return (await fixture.DepartmentAsync(school, hub: hub)).Name;
        }
        catch (RpcException refusal) when (
            refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.FailedPrecondition)
        {
            return null;
        }
    }

    async Task<IReadOnlyList<V1.DepartmentOwners.Types.Owner>> OwnersAsync(string school) =>
        (await fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>()
            .GetDepartmentOwnersAsync(new() { Name = school })).Owners;

    async Task AssignAsync(string school, string hub) =>
        await fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>()
            .AssignSchoolHubAsync(new() { Name = school, Hub = hub, Reason = "Their choice" });

    Task<Google.Rpc.Status> RefusedAsync(string school, string hub) => Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.OtherHub, () => fixture.DepartmentAsync(school, hub: hub));

    static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
