using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>Who plans, sees and applies which part of a sync.</summary>
public sealed class RosterAccessTests(PeopleFixture fixture)
{
    [Fact]
    public async Task A_hub_sees_and_applies_its_own_slice()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);
        var plan = await fixture.PlanAsync(trust.Source,
            [trust.Schools[0].Staff("1", "Ada Lovelace"), trust.Schools[1].Staff("2", "Alan Turing")]);
        var other = Of(PeopleFixture.OtherHub);

        var seen = await other.Client.GetRosterSyncAsync(new() { Name = plan.Name });
        var effects = await fixture.EffectsAsync(plan, token: other.Token);
        var listed = (await other.Client.ListRosterSyncsAsync(new() { Filter = $"source = \"{trust.Source}\"" }))
            .RosterSyncs;
        await fixture.ApplyAsync(seen, other.Token);
        var whole = await fixture.Rosters.GetRosterSyncAsync(new() { Name = plan.Name });

        Assert.Equal([PeopleFixture.OtherHub], seen.Slices.Select(slice => slice.Hub));
        Assert.Equal(1, seen.Counts.CreateCount);
        Assert.Equal(["Alan Turing"], effects.Select(effect => effect.DisplayName));
        Assert.Equal(seen, Assert.Single(listed));
        Assert.Equal(State.PartlyApplied, whole.State);
        Assert.Empty(await fixture.PeopleAtAsync(trust.Schools[0]));
        Assert.Single(await fixture.PeopleAtAsync(trust.Schools[1]));
    }

    [Fact]
    public async Task A_hub_plans_for_its_own_schools()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);

        var plan = await fixture.PlanAsync(trust.Source,
            [trust.Schools[0].Staff("1", "Ada Lovelace"), trust.Schools[1].Staff("2", "Alan Turing")],
            token: Of(PeopleFixture.OtherHub).Token);

        Assert.Equal([PeopleFixture.OtherHub], plan.Slices.Select(slice => slice.Hub));
        Assert.Equal((1, 1), (plan.Counts.CreateCount, plan.OutsideCount));
    }

    [Fact]
    public async Task To_a_third_hub_a_sync_is_not_there()
    {
        var trust = await fixture.TrustAsync();
        var plan = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        foreach (var stranger in (Access[])[Of("hubs/west-yorkshire"), new(fixture, new Token { Hubs = [] })])
        {
            await NotFoundAsync(async () => await stranger.Client.GetRosterSyncAsync(new() { Name = plan.Name }));
            await NotFoundAsync(() => fixture.EffectsAsync(plan, token: stranger.Token));
            await NotFoundAsync(() => fixture.ApplyAsync(plan, stranger.Token));
            Assert.Empty((await stranger.Client.ListRosterSyncsAsync(
                new() { Filter = $"source = \"{trust.Source}\"" })).RosterSyncs);
        }
    }

    [Fact]
    public async Task A_token_for_a_trust_plans_sees_and_applies_for_its_schools_in_all_hubs()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);
        var stranger = await fixture.TrustAsync();
        var token = new Token { Trust = trust.Uid };

        var plan = await fixture.PlanAsync(trust.Source,
        [
            trust.Schools[0].Staff("1", "Ada Lovelace"), trust.Schools[1].Staff("2", "Alan Turing"),
            stranger.School.Staff("3", "Grace Hopper"),
        ], token: token);
        var effects = await fixture.EffectsAsync(plan, token: token);
        await fixture.ApplyAsync(plan, token);

        Assert.Equal([Kind.Create, Kind.Create], effects.Select(effect => effect.Kind));
        Assert.Equal("posts[0].school_number", Assert.Single(plan.Rejections).Field);
        Assert.Single(await fixture.PeopleAtAsync(trust.Schools[0]));
        Assert.Single(await fixture.PeopleAtAsync(trust.Schools[1]));
        Assert.Empty(await fixture.PeopleAtAsync(stranger.School));
    }

    [Fact]
    public async Task A_token_for_a_school_is_for_that_school_alone()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var token = new Token { School = trust.School.Urn };
        var ofTrust = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);

        var own = await fixture.PlanAsync(trust.School.Name,
            [trust.School.Staff("1", "Alan Turing"), trust.Schools[1].Staff("2", "Grace Hopper")], token: token);

        Assert.Equal((1, 1), (own.Counts.CreateCount, own.RejectedCount));
        await NotFoundAsync(async () => await new Access(fixture, token).Client.GetRosterSyncAsync(
            new() { Name = ofTrust.Name }));
        foreach (var source in (string[])[trust.Source, trust.Schools[1].Name])
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
                () => fixture.PlanAsync(source, [], token: token));
        }

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.PlanAsync((await fixture.TrustAsync()).Source, [], token: new Token { Trust = trust.Uid }));
    }

    [Fact]
    public async Task A_token_for_a_school_learns_of_a_TRN_of_others_that_it_is_in_use_and_no_more()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var trn = PeopleFixture.FreshTrn();
        await fixture.ParticipantAsync(trust.Schools[1].Department, person => person.Trn = trn);

        var plan = await fixture.PlanAsync(trust.School.Name,
            [trust.School.Staff("1", "Alan Turing", record => record.Trn = trn)],
            token: new Token { School = trust.School.Urn });

        var effect = Assert.Single(await fixture.EffectsAsync(plan));
        Assert.Equal((Kind.Rejected, "trn"), (effect.Kind, effect.Field));
        Assert.DoesNotContain("Lovelace", $"{plan}{effect}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_a_school_sends_nobody_away_who_works_at_another_one_too()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var token = new Token { School = trust.School.Urn };
        V1.StaffRecord[] feed = [trust.School.Staff("1", "Ada Lovelace"), trust.School.Staff("2", "Alan Turing")];
        await fixture.ApplyAsync(await fixture.PlanAsync(trust.School.Name, feed, token: token), token);
        var ada = (await fixture.PeopleAtAsync(trust.School)).Single(person => person.GivenName == "Ada");
        ada.Posts.Add(PeopleFixture.Post(trust.Schools[1].Department));
        await fixture.People.UpdateParticipantAsync(new() { Participant = ada });

        await fixture.ApplyAsync(await fixture.PlanAsync(trust.School.Name, [feed[1]], token: token), token);

        var kept = await fixture.PersonAsync(ada.Name);
        Assert.Equal(V1.Participant.Types.State.Active, kept.State);
        Assert.Equal([false, true], kept.Posts.Select(post => post.EndDate.Length == 0));
    }

    Access Of(string hub) => new(fixture, Token.Of(hub["hubs/".Length..]));

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);

    sealed record Access(PeopleFixture Fixture, Token Token)
    {
        public V1.RosterService.RosterServiceClient Client =>
            Fixture.Client<V1.RosterService.RosterServiceClient>(Token);
    }
}
