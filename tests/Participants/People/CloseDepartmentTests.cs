using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class CloseDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Closes_an_active_one()
    {
        var department = await fixture.DepartmentAsync();

        var closed = await CloseAsync(department);

        Assert.Equal(V1.Department.Types.State.Closed, closed.State);
    }

    [Fact]
    public async Task Refuses_one_already_closed_and_says_how_to_reopen_it()
    {
        var department = await fixture.DepartmentAsync();
        await CloseAsync(department);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => CloseAsync(department));

        Assert.Contains("ReopenDepartment", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_stale_version()
    {
        var department = await fixture.DepartmentAsync();

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict,
            () => fixture.People.CloseDepartmentAsync(new() { Name = department.Name, Etag = "r999" }).ResponseAsync);
    }

    Task<V1.Department> CloseAsync(V1.Department department) =>
        fixture.People.CloseDepartmentAsync(new() { Name = department.Name }).ResponseAsync;
}

public sealed class ReopenDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Opens_a_closed_one()
    {
        var department = await fixture.DepartmentAsync();
        await fixture.People.CloseDepartmentAsync(new() { Name = department.Name });

        var opened = await ReopenAsync(department);

        Assert.Equal(V1.Department.Types.State.Active, opened.State);
    }

    [Fact]
    public async Task Refuses_an_active_one()
    {
        var department = await fixture.DepartmentAsync();

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ReopenAsync(department));

        Assert.Contains("must be CLOSED", refusal.Message, StringComparison.Ordinal);
    }

    Task<V1.Department> ReopenAsync(V1.Department department) =>
        fixture.People.ReopenDepartmentAsync(new() { Name = department.Name }).ResponseAsync;
}
