using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

public sealed class ListParticipantRosterChangesTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Says_what_each_sync_did_to_a_person_in_order()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada Byron")]);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        var request = new V1.ListParticipantRosterChangesRequest { Name = ada.Name, PageSize = 1 };

        var first = await fixture.Rosters.ListParticipantRosterChangesAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await fixture.Rosters.ListParticipantRosterChangesAsync(request);

        Assert.Equal([Kind.Create], first.Changes.Select(change => change.Effect.Kind));
        var change = Assert.Single(second.Changes);
        Assert.Equal((Kind.Update, trust.Source, "arbor", ada.Name, false),
            (change.Effect.Kind, change.Source, change.System, change.Effect.Participant, change.Reverted));
        Assert.Contains("the family name Lovelace becomes King", change.Effect.Explanation, StringComparison.Ordinal);
        Assert.NotNull(change.ApplyTime);
        Assert.Equal("", second.NextPageToken);
    }
}

public sealed class RevertRosterSyncTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Takes_back_what_the_last_sync_did_and_the_same_feed_does_it_again()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);
        var (one, other) = (trust.Schools[0], trust.Schools[1]);
        await fixture.SyncAsync(trust.Source,
            [one.Staff("1", "Ada Lovelace"), one.Staff("2", "Alan Turing"), other.Staff("4", "Max Newman")]);
        var before = await fixture.PeopleAtAsync(one);
        V1.StaffRecord[] feed =
            [one.Staff("1", "Ada King"), one.Staff("3", "Grace Hopper"), other.Staff("4", "Maxwell Newman")];
        var applied = await fixture.SyncAsync(trust.Source, feed);

        var reverted = await fixture.Rosters.RevertRosterSyncAsync(new() { Name = applied.Name, Etag = applied.Etag });
        var again = await fixture.Rosters.RevertRosterSyncAsync(new() { Name = applied.Name });
        var after = await fixture.PeopleAtAsync(one);
        var plan = await fixture.PlanAsync(trust.Source, feed);

        Assert.Equal((State.Reverted, reverted), (reverted.State, again));
        Assert.Equal(before.Select(Content), after.Select(Content));
        Assert.Equal(["Max"], (await fixture.PeopleAtAsync(other)).Select(person => person.GivenName));
        Assert.Equal((2, 1, 1, 0), (plan.Counts.UpdateCount, plan.Counts.LeaveCount, plan.Counts.RestoreCount,
            plan.Counts.CreateCount));
        var change = (await fixture.Rosters.ListParticipantRosterChangesAsync(new() { Name = after[0].Name }))
            .Changes[^1];
        Assert.True(change.Reverted);
    }

    [Fact]
    public async Task Is_refused_with_who_was_changed_since()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        var applied = await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        await fixture.People.UpdateParticipantAsync(
            new() { Participant = new() { Name = ada.Name, Email = "ada@example.org" } });

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.PlanOutdated,
            async () => await fixture.Rosters.RevertRosterSyncAsync(new() { Name = applied.Name }));

        Assert.Contains("Ada King was changed since", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("King", (await fixture.PersonAsync(ada.Name)).FamilyName);
    }

    [Fact]
    public async Task Is_refused_for_a_plan_for_an_earlier_sync_and_for_who_has_a_part_in_the_programme()
    {
        var trust = await fixture.TrustAsync();
        var first = await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        var plan = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        var department = await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = trust.School.Department.Name, Head = ada.Name } });

        await RefusedAsync(ErrorReason.WrongState, plan);
        await RefusedAsync(ErrorReason.PlanOutdated, first);
        await fixture.ApplyAsync(plan);
        await RefusedAsync(ErrorReason.WrongState, first);

        Assert.Equal(ada.Name, department.Head);
    }

    Task<Google.Rpc.Status> RefusedAsync(ErrorReason reason, V1.RosterSync sync) => Refused.WithAsync(
        StatusCode.FailedPrecondition,
        reason,
        async () => await fixture.Rosters.RevertRosterSyncAsync(new() { Name = sync.Name }));

    static string Content(V1.Participant person) => string.Join('|', person.Name, person.GivenName, person.FamilyName,
        person.State, person.PreviousNames, person.Posts, person.ExternalIds);
}
