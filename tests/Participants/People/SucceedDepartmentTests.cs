using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class SucceedDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Takes_people_past_and_place_along_under_the_same_name()
    {
        var (school, academy) = await AcademyAsync("OPEN");
        var department = await fixture.EligibleDepartmentAsync(school);
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);

        var moved = await SucceedAsync(department, academy, "2025-02-01");

        Assert.Equal((department.Name, academy), (moved.Name, moved.School));
        var former = Assert.Single(moved.FormerSchools);
        Assert.Equal((school, "2025-01-31"), (former.School, former.EndDate));
        Assert.Equal(moved, await fixture.People.GetDepartmentAsync(new() { Name = department.Name }));
        var past = await fixture.People.ListPastParticipationsAsync(new() { Parent = department.Name });
        Assert.Equal(school, Assert.Single(past.PastParticipations).School);
        var enrolment = await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment });
        Assert.Equal(
            (department.Name, V1.Enrolment.Types.State.Active), (enrolment.Department, enrolment.State));
    }

    [Fact]
    public async Task Takes_the_ownership_along()
    {
        var (school, academy) = await AcademyAsync();
        var department = await fixture.DepartmentAsync(school);

        await SucceedAsync(department, academy, "2025-02-01");

        Assert.Empty(await OwnersAsync(school));
        Assert.Equal(PeopleFixture.Hub, Assert.Single(await OwnersAsync(academy)).Hub);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub,
            () => fixture.DepartmentAsync(school, hub: PeopleFixture.OtherHub));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub,
            () => fixture.DepartmentAsync(academy, hub: PeopleFixture.OtherHub));
    }

    [Fact]
    public async Task Stays_eligible_by_what_it_took_part_in_as_the_former_school()
    {
        var (school, academy) = await AcademyAsync();
        var department = await fixture.EligibleDepartmentAsync(school);

        var moved = await SucceedAsync(department, academy, "2025-02-01");
        var submitted = await fixture.SubmittedAsync(moved);

        Assert.Equal(V1.Eligibility.Types.Outcome.Eligible, submitted.Eligibility.Outcome);
    }

    [Fact]
    public async Task Reads_as_a_chain_after_two_successions()
    {
        var (school, academy) = await AcademyAsync();
        var trust = await fixture.SchoolAsync();
        await fixture.SuccessionAsync(academy, trust);
        var department = await fixture.DepartmentAsync(school);

        await SucceedAsync(department, academy, "2022-09-01");
        var moved = await SucceedAsync(department, trust, "2025-02-01");

        Assert.Equal(
            [(academy, "2025-01-31"), (school, "2022-08-31")],
            moved.FormerSchools.Select(former => (former.School, former.EndDate)));
    }

    [Fact]
    public async Task Refuses_a_day_up_to_the_last_move()
    {
        var (school, academy) = await AcademyAsync();
        var trust = await fixture.SchoolAsync();
        await fixture.SuccessionAsync(academy, trust);
        var department = await fixture.DepartmentAsync(school);
        await SucceedAsync(department, academy, "2022-09-01");

        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => SucceedAsync(department, trust, "2022-09-01"));
    }

    [Fact]
    public async Task Begins_when_the_successor_opened()
    {
        var (school, academy) = await AcademyAsync();
        await fixture.ExecuteAsync(
            $"UPDATE school SET open_date = '2024-09-01' WHERE urn = '{academy["schools/".Length..]}'");

        var moved = await SucceedAsync(await fixture.DepartmentAsync(school), academy);

        Assert.Equal("2024-08-31", Assert.Single(moved.FormerSchools).EndDate);
    }

    [Fact]
    public async Task Asks_for_the_day_where_the_directory_does_not_know_it()
    {
        var (school, academy) = await AcademyAsync();
        var department = await fixture.DepartmentAsync(school);

        var refusal = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => SucceedAsync(department, academy));

        Assert.Equal("start_date", Assert.Single(refusal.GetDetail<Google.Rpc.BadRequest>().FieldViolations).Field);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Refuses_a_school_that_does_not_follow(bool linked, bool followed)
    {
        var school = await fixture.SchoolAsync(status: "CLOSED");
        var other = await fixture.SchoolAsync();
        if (linked)
        {
            await fixture.SuccessionAsync(school, other, followed);
        }

        var department = await fixture.DepartmentAsync(school);

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => SucceedAsync(department, other, "2025-02-01"));

        Assert.Contains("ResolveSuccession", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PeopleFixture.Hub, StatusCode.AlreadyExists, ErrorReason.ResourceExists)]
    [InlineData(PeopleFixture.OtherHub, StatusCode.FailedPrecondition, ErrorReason.OtherHub)]
    public async Task Refuses_a_school_that_has_a_department_already(string hub, StatusCode code, ErrorReason reason)
    {
        var school = await fixture.SchoolAsync(status: "CLOSED");
        var academy = await fixture.SchoolAsync();
        var department = await fixture.DepartmentAsync(school);
        await fixture.DepartmentAsync(academy, hub: hub);
        await fixture.SuccessionAsync(school, academy);

        await Refused.WithAsync(code, reason, () => SucceedAsync(department, academy, "2025-02-01"));
    }

    [Fact]
    public async Task Refuses_a_closed_one()
    {
        var (school, academy) = await AcademyAsync();
        var department = await fixture.DepartmentAsync(school);
        await fixture.People.CloseDepartmentAsync(new() { Name = department.Name });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => SucceedAsync(department, academy, "2025-02-01"));
    }

    [Fact]
    public async Task Lets_one_of_the_departments_of_merged_schools_move_there()
    {
        var first = await fixture.SchoolAsync(status: "CLOSED");
        var second = await fixture.SchoolAsync(status: "CLOSED");
        var merged = await fixture.SchoolAsync();
        await fixture.SuccessionAsync(first, merged);
        await fixture.SuccessionAsync(second, merged);
        var moving = await fixture.DepartmentAsync(first);
        var left = await fixture.DepartmentAsync(second);

        var moved = await SucceedAsync(moving, merged, "2025-02-01");

        Assert.Equal(merged, moved.School);
        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => SucceedAsync(left, merged, "2025-02-01"));
    }

    async Task<(string School, string Academy)> AcademyAsync(string status = "CLOSED")
    {
        var school = await fixture.SchoolAsync(status: status);
        var academy = await fixture.SchoolAsync();
        await fixture.SuccessionAsync(school, academy);
        return (school, academy);
    }

    async Task<V1.Department> SucceedAsync(V1.Department department, string school, string start = "") =>
        await fixture.People.SucceedDepartmentAsync(
            new() { Name = department.Name, School = school, StartDate = start });

    async Task<IReadOnlyList<V1.DepartmentOwners.Types.Owner>> OwnersAsync(string school) =>
        (await fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>()
            .GetDepartmentOwnersAsync(new() { Name = school })).Owners;
}
