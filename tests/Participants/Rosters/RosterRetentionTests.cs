using System.Globalization;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

public sealed class RosterRetentionTests(PeopleFixture fixture)
{
    [Fact]
    public async Task A_plan_of_31_days_ago_is_not_kept_and_is_to_be_planned_again()
    {
        var trust = await fixture.TrustAsync();
        V1.StaffRecord[] feed = [trust.School.Staff("1", "Ada Lovelace")];
        var old = await fixture.PlanAsync(trust.Source, feed);
        var fresh = await fixture.PlanAsync(trust.Source, feed);
        await AgeAsync(old, days: 31);

        await DeleteAsync();
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.PlanOutdated,
            () => fixture.ApplyAsync(new() { Name = old.Name }));
        var after = await ReadAsync(old);

        Assert.Contains("Plan the feed again.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.EffectsAsync(old));
        Assert.Equal((State.Planned, 1, Kept.None), (after.State, after.Counts.CreateCount, KeptOf(after)));
        Assert.Equal((Kept.All, 1), (KeptOf(fresh), (await fixture.EffectsAsync(fresh)).Count));
    }

    [Fact]
    public async Task Of_an_applied_sync_what_it_changed_is_kept_for_a_year_and_a_month()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        var sync = await fixture.SyncAsync(
            trust.Source, [trust.School.Staff("1", "Ada Lovelace"), trust.School.Staff("2", "Alan Turing")]);

        await AgeAsync(sync, days: 31);
        await DeleteAsync();
        var month = await ReadAsync(sync);
        var kept = await fixture.EffectsAsync(sync);
        await AgeAsync(sync, days: 397 - 31);
        await DeleteAsync();
        var year = await ReadAsync(sync);

        Assert.Equal((Kept.Changes, 1), (KeptOf(month), month.Counts.UnchangedCount));
        Assert.Equal([Kind.Create], kept.Select(effect => effect.Kind));
        Assert.Equal((Kept.None, 1), (KeptOf(year), year.Counts.CreateCount));
        Assert.Empty(await fixture.EffectsAsync(sync));
    }

    [Fact]
    public async Task A_sync_is_reverted_as_long_as_its_changes_are_kept()
    {
        var trust = await fixture.TrustAsync();
        var first = await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        await AgeAsync(first, days: 397);
        await DeleteAsync();
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.PlanOutdated,
            async () => await fixture.Rosters.RevertRosterSyncAsync(new() { Name = first.Name }));
        var second = await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        await AgeAsync(second, days: 31);
        await DeleteAsync();

        var reverted = await fixture.Rosters.RevertRosterSyncAsync(new() { Name = second.Name });

        Assert.Contains("Change people by hand.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(State.Reverted, reverted.State);
        Assert.Equal("Lovelace", Assert.Single(await fixture.PeopleAtAsync(trust.School)).FamilyName);
    }

    [Fact]
    public async Task Deleting_twice_changes_nothing_more_and_the_syncs_version_says_that_it_was_changed()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);
        var sync = await fixture.PlanAsync(
            trust.Source, trust.Schools.Select((school, at) => school.Staff($"{at}", "Ada Lovelace")));
        await AgeAsync(sync, days: 31);

        await DeleteAsync();
        var once = await ReadAsync(sync);
        await DeleteAsync();
        var twice = await ReadAsync(sync);

        Assert.NotEqual(sync.Etag, once.Etag);
        Assert.Equal(once, twice);
        Assert.Equal([Kept.None, Kept.None], twice.Slices.Select(slice => slice.KeptEffects));
    }

    [Theory]
    [InlineData("00:00:00", "400.00:00:00", "Rosters:PlanRetention must be one day or more")]
    [InlineData("30.00:00:00", "29.00:00:00", "Rosters:ChangeRetention must not be shorter than Rosters:PlanRetention")]
    public void A_setting_that_leaves_no_time_is_refused(string plans, string changes, string reason)
    {
        var result = new RosterOptions.Validation().Validate(null, new()
        {
            PlanRetention = TimeSpan.Parse(plans, CultureInfo.InvariantCulture),
            ChangeRetention = TimeSpan.Parse(changes, CultureInfo.InvariantCulture),
        });

        Assert.Contains(reason, result.FailureMessage, StringComparison.Ordinal);
    }

    static Kept KeptOf(V1.RosterSync sync) => Assert.Single(sync.Slices).KeptEffects;

    Task<int> DeleteAsync() => fixture.Service.Services.GetRequiredService<RosterRetention>()
        .DeleteDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Makes a sync older, as if it had been planned and applied so many days before.</summary>
    Task AgeAsync(V1.RosterSync sync, int days) => fixture.ExecuteAsync(string.Join(
        ';', sync.Slices.Select(slice => $"""
        SELECT set_config('mastery.hub', '{slice.Hub.Split('/')[1]}', true);
        UPDATE roster_sync SET create_time = create_time - interval '{days} days',
            apply_time = apply_time - interval '{days} days'
        WHERE id = '{sync.Name.Split('/')[1]}'
        """)));

    async Task<V1.RosterSync> ReadAsync(V1.RosterSync sync) =>
        await fixture.Rosters.GetRosterSyncAsync(new() { Name = sync.Name });
}
