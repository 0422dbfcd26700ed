using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class DeleteDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Refuses_one_with_people()
    {
        var department = await fixture.DepartmentAsync();
        var member = await fixture.ParticipantAsync(department);

        await RefusedAsync(department, member.Name);
    }

    [Fact]
    public async Task Refuses_one_with_past_participations()
    {
        var department = await fixture.DepartmentAsync();
        var past = await fixture.PastAsync(department);

        await RefusedAsync(department, past.Name);
    }

    [Fact]
    public async Task Refuses_one_with_an_application()
    {
        var department = await fixture.DepartmentAsync();
        var application = await fixture.Groups.CreateApplicationAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Application = new() { Department = department.Name, Focus = PeopleFixture.Focus },
        });

        await RefusedAsync(department, application.Name);
    }

    async Task RefusedAsync(V1.Department department, string child)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.DeleteDepartmentAsync(new() { Name = department.Name }).ResponseAsync);
        Assert.Contains(
            child,
            refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations.Select(violation => violation.Subject));
    }
}
