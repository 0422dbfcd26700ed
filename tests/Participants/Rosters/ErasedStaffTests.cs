using Grpc.Core;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>A staff list that still has somebody who was erased does not bring them back.</summary>
public sealed class ErasedStaffTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("id")]
    [InlineData("trn")]
    [InlineData("name and school")]
    [InlineData("name and e-mail address")]
    public async Task Are_left_out_with_a_row_that_says_what_to_do_and_nothing_about_them(string known)
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var person = await ErasedAsync(trust);
        var record = known switch
        {
            "id" => trust.School.Staff("1", "Another Name"),
            "trn" => trust.School.Staff("2", "Another Name", record => record.Trn = person.Trn),
            "name and school" => trust.School.Staff("2", "zephyrine quillón"),
            _ => trust.Schools[1].Staff("2", "Zephyrine Quillon", record => record.Email = person.Email),
        };

        var sync = await fixture.SyncAsync(trust.Source, [trust.School.Staff("9", "Alan Turing"), record]);

        var effects = await fixture.EffectsAsync(sync);
        Assert.Equal([Kind.Create, Kind.Skipped], effects.Select(effect => effect.Kind));
        Assert.Equal(("", "", 0), (effects[1].DisplayName, effects[1].Participant, effects[1].SourceIds.Count));
        Assert.StartsWith("Record 2 of the list: ", effects[1].Explanation, StringComparison.Ordinal);
        Assert.Contains("asked to be erased", effects[1].Explanation, StringComparison.Ordinal);
        Assert.Contains("put them on record by hand", effects[1].Explanation, StringComparison.Ordinal);
        Assert.Equal(["Alan"], (await fixture.PeopleAtAsync(trust.School)).Select(one => one.GivenName));
        Assert.Empty(await fixture.PeopleAtAsync(trust.Schools[1]));
    }

    [Fact]
    public async Task Come_back_by_no_plan_of_before_the_erasure()
    {
        var trust = await fixture.TrustAsync();
        var person = await RecordedAsync(trust);
        var update = await fixture.PlanAsync(
            trust.Source, [trust.School.Staff("1", "Zephyrine Quillon", record => record.Posts[0].JobTitle = "Head")]);
        var other = await fixture.PlanAsync(
            trust.Source, [trust.School.Staff("1", "Zephyrine Quillon", record => record.Trn = person.Trn)],
            header => header.System = "sims");

        await EraseAsync(person);
        await TryAsync(() => fixture.ApplyAsync(update));
        await TryAsync(() => fixture.ApplyAsync(other));

        Assert.Empty(await fixture.PeopleAtAsync(trust.School));
    }

    [Fact]
    public async Task Whom_somebody_puts_on_record_again_are_kept_up_to_date_from_then_on()
    {
        var trust = await fixture.TrustAsync();
        var person = await ErasedAsync(trust);
        var again = await fixture.ParticipantAsync(trust.School.Department, one =>
            (one.GivenName, one.FamilyName, one.Trn) = ("Zephyrine", "Quillon", person.Trn));
        var record = trust.School.Staff("1", "Zephyrine Quillon", one => one.Trn = person.Trn);

        await fixture.SyncAsync(trust.Source, [record]);

        Assert.NotEqual(person.Name, again.Name);
        Assert.Equal(["1"], (await fixture.PersonAsync(again.Name)).ExternalIds.Select(id => id.Value));
    }

    [Fact]
    public async Task Whose_name_somebody_else_has_are_asked_about_once_that_one_is_on_record()
    {
        var trust = await fixture.TrustAsync();
        await ErasedAsync(trust);
        var namesake = await fixture.ParticipantAsync(trust.School.Department, one =>
            (one.GivenName, one.FamilyName) = ("Zephyrine", "Quillon"));
        V1.StaffRecord[] feed = [trust.School.Staff("2", "Zephyrine Quillon")];

        var effect = Assert.Single(await fixture.EffectsAsync(await fixture.PlanAsync(trust.Source, feed)));
        await fixture.Rosters.ResolveMatchReviewAsync(
            new() { Name = effect.MatchReview, Participant = namesake.Name });
        await fixture.SyncAsync(trust.Source, feed);

        Assert.Equal(Kind.PotentialMatch, effect.Kind);
        Assert.Contains("asked to be erased", effect.Explanation, StringComparison.Ordinal);
        Assert.Equal(["2"], (await fixture.PersonAsync(namesake.Name)).ExternalIds.Select(id => id.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leave_a_sync_to_be_reverted_of_somebody_who_had_their_name_before(bool recorded)
    {
        var trust = await fixture.TrustAsync();
        var family = $"Quillon{PeopleFixture.FreshTrn()}";
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", $"Zephyrine {family}")]);
        var sync = await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Zephyrine King")]);
        if (!recorded)
        {
            var king = Assert.Single(await fixture.PeopleAtAsync(trust.School));
            king.PreviousNames.Clear();
            await fixture.People.UpdateParticipantAsync(
                new() { Participant = king, UpdateMask = new() { Paths = { "previous_names" } } });
        }

        await EraseAsync(await fixture.ParticipantAsync(await fixture.DepartmentAsync(), one =>
            (one.GivenName, one.FamilyName) = ("Zephyrine", family)));
        var effect = Assert.Single(await fixture.EffectsAsync(sync));

        Assert.Equal((Kind.Update, "Zephyrine King"), (effect.Kind, effect.DisplayName));
        if (recorded)
        {
            await fixture.Rosters.RevertRosterSyncAsync(new() { Name = sync.Name });
            Assert.Equal(family, Assert.Single(await fixture.PeopleAtAsync(trust.School)).FamilyName);
        }
    }

    [Fact]
    public async Task Leave_nobody_to_read_the_review_that_went_with_them()
    {
        var trust = await fixture.TrustAsync();
        var person = await fixture.ParticipantAsync(trust.School.Department, one =>
            (one.GivenName, one.FamilyName) = ("Zephyrine", "Quillon"));
        var asked = Assert.Single(await fixture.EffectsAsync(
            await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Zephyrine Quillon")])));

        var left = await EraseAsync(person);

        Assert.NotEqual("", asked.MatchReview);
        Assert.DoesNotContain(asked.MatchReview, left.Unattributed.Select(text => text.Resource));
        await Assert.ThrowsAsync<RpcException>(() => fixture.Rosters.GetMatchReviewAsync(
            new() { Name = asked.MatchReview }).ResponseAsync);
    }

    /// <summary>Somebody whom a sync put on record.</summary>
    async Task<V1.Participant> RecordedAsync(TestTrust trust)
    {
        var trn = PeopleFixture.FreshTrn();
        await fixture.SyncAsync(trust.Source,
        [
            trust.School.Staff("1", "Zephyrine Quillon", record =>
                (record.Trn, record.Email) = (trn, $"zq.{trn}@example.org")),
        ]);
        return Assert.Single(await fixture.PeopleAtAsync(trust.School));
    }

    async Task<V1.Participant> ErasedAsync(TestTrust trust)
    {
        var person = await RecordedAsync(trust);
        await EraseAsync(person);
        return person;
    }

    async Task<V1.EraseParticipantResponse> EraseAsync(V1.Participant person) =>
        await fixture.People.EraseParticipantAsync(new() { Name = person.Name, Reason = "Asked for by e-mail" });

    /// <summary>A plan may be refused, as outdated.</summary>
    static async Task TryAsync(Func<Task> apply)
    {
        try
        {
            await apply();
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
        }
    }
}
