using Grpc.Core;
using Mastery.Testing;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>Somebody who is named while they are erased: one of the two is refused, and no deadlock aborts
/// one.</summary>
public sealed class ErasureRaceTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("lead")]
    [InlineData("Advocate of an application")]
    [InlineData("Advocate of a place")]
    [InlineData("merged")]
    public async Task Who_comes_after_the_erasure_is_refused(string named)
    {
        var (person, write, _) = await SceneAsync(named);
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "participant", person.Name);
        var erasing = CodeAsync(EraseAsync(person));
        await locked.WaitersAsync(1);
        var naming = CodeAsync(write());
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.FailedPrecondition), (await erasing, await naming));
        Assert.Equal(State.Erased, (await fixture.PersonAsync(person.Name)).State);
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("Advocate of an application")]
    [InlineData("Advocate of a place")]
    public async Task Who_comes_before_it_is_named_and_not_erased(string named)
    {
        var (person, write, (table, row)) = await SceneAsync(named);
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, table, row);
        var naming = CodeAsync(write());
        await locked.WaitersAsync(1);
        var erasing = CodeAsync(EraseAsync(person));
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.FailedPrecondition), (await naming, await erasing));
        Assert.Equal(State.Active, (await fixture.PersonAsync(person.Name)).State);
    }

    [Fact]
    public async Task A_record_that_is_merged_into_theirs_meanwhile_is_erased_too()
    {
        var department = await fixture.DepartmentAsync();
        var (person, duplicate) = (
            await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "participant", duplicate.Name);
        var merging = CodeAsync(Merge(person, duplicate));
        await locked.WaitersAsync(1);
        var erasing = EraseAsync(person);
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal(StatusCode.OK, await merging);
        Assert.Equal(new[] { person.Name, duplicate.Name }.Order(StringComparer.Ordinal), (await erasing).Names);
    }

    [Fact]
    public async Task A_plan_of_a_staff_list_that_is_made_meanwhile_keeps_nothing_of_them()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Zephyrine Quillon")]);
        var person = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "participant", person.Name);
        var erasing = CodeAsync(EraseAsync(person));
        await locked.WaitersAsync(1);
        var planning = fixture.PlanAsync(trust.Source,
            [trust.School.Staff("1", "Zephyrine Quillon", record => record.Posts[0].JobTitle = "Head of Maths")]);
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal(StatusCode.OK, await erasing);
        Assert.Equal("", Assert.Single(await fixture.EffectsAsync(await planning)).DisplayName);
    }

    /// <summary>Somebody, a write that names them, and the row at which it waits.</summary>
    async Task<(V1.Participant Person, Func<Task> Write, (string, string) Row)> SceneAsync(string named)
    {
        if (named == "lead")
        {
            var (group, lead) = (
                await fixture.WorkGroupAsync(), await fixture.ParticipantAsync(await fixture.DepartmentAsync()));
            group.WorkGroupLeads.Add(lead.Name);
            return (lead, () => fixture.Groups.UpdateWorkGroupAsync(new() { WorkGroup = group }).ResponseAsync,
                ("work_group", group.Name));
        }

        var department = await fixture.EligibleDepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        if (named == "merged")
        {
            var other = await fixture.ParticipantAsync(department);
            return (person, () => Merge(other, person), ("participant", other.Name));
        }

        var draft = await fixture.DraftAsync(department);
        if (named == "Advocate of an application")
        {
            draft.Advocates[1].Participant = person.Name;
            return (person, () => fixture.Groups.UpdateApplicationAsync(new() { Application = draft }).ResponseAsync,
                ("application", draft.Name));
        }

        var place = await fixture.EnrolmentAsync(
            await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department));
        return (person, () => fixture.Groups.ReplaceAdvocateAsync(new()
        {
            Name = place.Name,
            Advocate = place.Advocates[0].Participant,
            Replacement = person.Name,
            Reason = "A new year",
        }).ResponseAsync, ("enrolment", place.Name));
    }

    Task<V1.Participant> Merge(V1.Participant person, V1.Participant duplicate) =>
        fixture.People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = duplicate.Name }).ResponseAsync;

    Task<V1.EraseParticipantResponse> EraseAsync(V1.Participant person) =>
        fixture.People.EraseParticipantAsync(new() { Name = person.Name, Reason = "Asked for" }).ResponseAsync;

    static async Task<StatusCode> CodeAsync(Task call)
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
