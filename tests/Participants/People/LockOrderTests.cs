using Grpc.Core;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>Writes that lock a department and a participant lock them in this order, so that no deadlock aborts
/// one.</summary>
public sealed class LockOrderTests(PeopleFixture fixture)
{
    [Fact]
    public async Task A_participant_leaves_while_they_are_made_head()
    {
        var (department, person) = await HeadedAsync();
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "participant", person.Name);
        var leaving = CodeAsync(fixture.People.ArchiveParticipantAsync(new() { Name = person.Name }));
        await locked.WaitersAsync(1);
        var heading = CodeAsync(MakeHead(department, person));
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.FailedPrecondition), (await leaving, await heading));
    }

    [Fact]
    public async Task A_participant_moves_while_they_are_made_head()
    {
        var (department, person) = await HeadedAsync();
        var other = await fixture.DepartmentAsync();
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "participant", person.Name);
        var moving = CodeAsync(fixture.People.UpdateParticipantAsync(new()
        {
            Participant = new() { Name = person.Name, Posts = { PeopleFixture.Post(other) } },
            UpdateMask = new() { Paths = { "posts" } },
        }));
        await locked.WaitersAsync(1);
        var heading = CodeAsync(MakeHead(department, person));
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.FailedPrecondition), (await moving, await heading));
    }

    [Fact]
    public async Task Two_applications_of_a_department_are_accepted_at_once()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var (one, two) = (await fixture.SubmittedAsync(department), await fixture.SubmittedAsync(department));
        var (first, second) = (await fixture.WorkGroupAsync(), await fixture.WorkGroupAsync());
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "department", department.Name);
        var accepting = new[] { CodeAsync(Accept(one, first)), CodeAsync(Accept(two, second)) };
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal([StatusCode.OK, StatusCode.FailedPrecondition], (await Task.WhenAll(accepting)).Order());
    }

    [Fact]
    public async Task Twenty_updates_of_a_person_without_an_etag_all_succeed()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => fixture.People.UpdateParticipantAsync(new()
        {
            Participant = new() { Name = person.Name, PreferredGivenName = $"Ada {number}" },
            UpdateMask = new() { Paths = { "preferred_given_name" } },
        }).ResponseAsync));

        Assert.Equal("r21", (await fixture.People.GetParticipantAsync(new() { Name = person.Name })).Etag);
    }

    async Task<(V1.Department Department, V1.Participant Head)> HeadedAsync()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        return (await MakeHead(department, person), person);
    }

    AsyncUnaryCall<V1.Department> MakeHead(V1.Department department, V1.Participant person) =>
        fixture.People.UpdateDepartmentAsync(new()
        {
            Department = new() { Name = department.Name, Head = person.Name },
            UpdateMask = new() { Paths = { "head" } },
        });

    AsyncUnaryCall<V1.Application> Accept(V1.Application application, V1.WorkGroup group) =>
        fixture.Groups.AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group.Name });

    static async Task<StatusCode> CodeAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }
}
