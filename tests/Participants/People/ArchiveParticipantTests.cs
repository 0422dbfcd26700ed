using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class ArchiveParticipantTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Sets_the_state_to_LEFT()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        var archived = await ArchiveAsync(person);

        Assert.Equal(V1.Participant.Types.State.Left, archived.State);
    }

    [Fact]
    public async Task Leaves_the_department_without_its_head()
    {
        var department = await fixture.DepartmentAsync();
        var head = await fixture.ParticipantAsync(department);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });

        await ArchiveAsync(head);

        Assert.Equal("", (await fixture.People.GetDepartmentAsync(new() { Name = department.Name })).Head);
    }

    [Fact]
    public async Task Refuses_one_already_archived()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        await ArchiveAsync(person);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ArchiveAsync(person));

        Assert.Contains("RestoreParticipant", refusal.Message, StringComparison.Ordinal);
    }

    Task<V1.Participant> ArchiveAsync(V1.Participant participant) =>
        fixture.People.ArchiveParticipantAsync(new() { Name = participant.Name }).ResponseAsync;
}

public sealed class RestoreParticipantTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Makes_them_active_again()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        await fixture.People.ArchiveParticipantAsync(new() { Name = person.Name });

        var restored = await RestoreAsync(person);

        Assert.Equal(V1.Participant.Types.State.Active, restored.State);
    }

    [Fact]
    public async Task Refuses_somebody_who_works_there()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => RestoreAsync(person));

        Assert.Contains("must be LEFT", refusal.Message, StringComparison.Ordinal);
    }

    Task<V1.Participant> RestoreAsync(V1.Participant participant) =>
        fixture.People.RestoreParticipantAsync(new() { Name = participant.Name }).ResponseAsync;
}
