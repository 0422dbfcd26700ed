using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class UpdateDepartmentTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Names_a_head_who_works_there()
    {
        var department = await fixture.DepartmentAsync();
        var head = await fixture.ParticipantAsync(department);

        var updated = await HeadAsync(department, head.Name);

        Assert.Equal(head.Name, updated.Head);
    }

    [Fact]
    public async Task Clears_the_head()
    {
        var department = await fixture.DepartmentAsync();
        await HeadAsync(department, (await fixture.ParticipantAsync(department)).Name);

        var updated = await HeadAsync(department, "");

        Assert.Equal("", updated.Head);
    }

    [Fact]
    public async Task Refuses_a_head_of_another_department()
    {
        var department = await fixture.DepartmentAsync();
        var stranger = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await RefusedAsync(department, stranger.Name);
    }

    [Fact]
    public async Task Refuses_a_head_who_has_left()
    {
        var department = await fixture.DepartmentAsync();
        var leaver = await fixture.ParticipantAsync(department);
        await fixture.People.ArchiveParticipantAsync(new() { Name = leaver.Name });

        await RefusedAsync(department, leaver.Name);
    }

    [Fact]
    public async Task Refuses_a_head_who_does_not_exist()
    {
        var department = await fixture.DepartmentAsync();

        await RefusedAsync(department, $"{PeopleFixture.Hub}/participants/nobody");
    }

    [Fact]
    public async Task Refuses_another_school()
    {
        var department = await fixture.DepartmentAsync();
        department.School = await fixture.SchoolAsync();

        await Refused.ForFieldAsync("department.school", () => UpdateAsync(department, "school"));
    }

    Task<Google.Rpc.Status> RefusedAsync(V1.Department department, string head) =>
        Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => HeadAsync(department, head));

    Task<V1.Department> HeadAsync(V1.Department department, string head) =>
        UpdateAsync(new() { Name = department.Name, Head = head }, "head");

    Task<V1.Department> UpdateAsync(V1.Department department, string path) =>
        fixture.People.UpdateDepartmentAsync(
            new() { Department = department, UpdateMask = new() { Paths = { path } } }).ResponseAsync;
}
