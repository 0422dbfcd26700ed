using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.MatchReview.Types.State;

namespace Mastery.Participants.Tests;

public sealed class MatchReviewTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("Sinead OBrien", "Sinéad", "O’Brien")]
    [InlineData("Ada King", "Ada", "Lovelace")]
    [InlineData("Augusta Lovelace", "Ada", "Lovelace")]
    public async Task Asks_about_the_same_name_at_the_same_school(string name, string given, string family)
    {
        var trust = await fixture.TrustAsync();
        var person = await fixture.ParticipantAsync(trust.School.Department, one =>
        {
            (one.GivenName, one.FamilyName, one.PreferredGivenName) = (given, family, "Augusta");
            one.PreviousNames.Add(new V1.Participant.Types.PreviousName { FamilyName = "King" });
        });

        var review = await AskedAsync(trust, trust.School.Staff("1", name));

        Assert.Equal([person.Name], review.Candidates.Select(candidate => candidate.Participant));
        Assert.Equal((State.Waiting, name, trust.School.Name), (review.State, review.DisplayName, review.School));
        Assert.Contains("with the same name", review.Candidates[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_about_the_same_name_and_address_at_another_school_but_not_about_an_address_alone()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var ada = await fixture.ParticipantAsync(
            trust.Schools[0].Department, person => person.Email = $"office{trust.Uid}@example.org");

        var plan = await fixture.PlanAsync(trust.Source,
        [
            trust.Schools[1].Staff("1", "Ada Lovelace", record => record.Email = $"OFFICE{trust.Uid}@example.org"),
            trust.Schools[0].Staff("2", "Alan Turing", record => record.Email = ada.Email),
            trust.Schools[1].Staff("3", "Ada Lovelace"),
        ], header => header.Mode = V1.RosterMode.Delta);

        Assert.Equal(
            [Kind.PotentialMatch, Kind.Create, Kind.Create],
            (await fixture.EffectsAsync(plan)).Select(effect => effect.Kind));
    }

    [Fact]
    public async Task Is_decided_once_and_holds_for_a_plan_that_was_made_before()
    {
        var trust = await fixture.TrustAsync();
        var ada = await fixture.ParticipantAsync(trust.School.Department);
        V1.StaffRecord[] feed =
        [
            trust.School.Staff("1", "Ada Lovelace"), trust.School.Staff("2", "Alan Turing"),
            trust.School.Staff("3", "Wilfred Owen", record => record.Posts[0].Subject = "English"),
        ];
        var plan = await fixture.PlanAsync(trust.Source, feed);
        var review = await ReviewAsync(trust);
        await fixture.ApplyAsync(plan);
        var waiting = (await fixture.PeopleAtAsync(trust.School)).Count;

        var second = await fixture.PlanAsync(trust.Source, feed);
        var decided = await fixture.Rosters.ResolveMatchReviewAsync(
            new() { Name = review.Name, Participant = ada.Name });
        var counts = (await fixture.ApplyAsync(second)).Counts;
        var third = await fixture.PlanAsync(trust.Source, feed);

        Assert.Equal((2, 2), (waiting, (await fixture.PeopleAtAsync(trust.School)).Count));
        Assert.Equal((State.SamePerson, ada.Name), (decided.State, decided.Participant));
        Assert.Equal(["1"], (await fixture.PersonAsync(ada.Name)).ExternalIds.Select(id => id.Value));
        Assert.Equal(
            (0, 1, 1, 1), (counts.PotentialMatchCount, counts.UpdateCount, counts.UnchangedCount, counts.SkippedCount));
        Assert.Equal(2, third.Counts.UnchangedCount);
    }

    [Fact]
    public async Task Can_say_that_it_is_a_new_person()
    {
        var trust = await fixture.TrustAsync();
        await fixture.ParticipantAsync(trust.School.Department);
        V1.StaffRecord[] feed = [trust.School.Staff("1", "Ada Lovelace")];
        var review = await AskedAsync(trust, feed);

        await fixture.Rosters.ResolveMatchReviewAsync(new() { Name = review.Name, NewPerson = true });
        await fixture.SyncAsync(trust.Source, feed);
        var again = await fixture.PlanAsync(trust.Source, feed);

        Assert.Equal(2, (await fixture.PeopleAtAsync(trust.School)).Count);
        Assert.Equal(1, again.Counts.UnchangedCount);
    }

    [Fact]
    public async Task Keeps_whom_it_asks_about_from_leaving()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);

        var plan = await fixture.PlanAsync(
            trust.Source, [trust.School.Staff("9", "Ada Lovelace")], header => header.System = "sims");

        Assert.Equal([Kind.PotentialMatch], (await fixture.EffectsAsync(plan)).Select(effect => effect.Kind));
    }

    [Fact]
    public async Task Is_refused_without_a_decision_or_with_two()
    {
        var trust = await fixture.TrustAsync();
        var ada = await fixture.ParticipantAsync(trust.School.Department);
        var review = await AskedAsync(trust, trust.School.Staff("1", "Ada Lovelace"));

        await Refused.ForFieldAsync("participant", async () =>
            await fixture.Rosters.ResolveMatchReviewAsync(new() { Name = review.Name }));
        await Refused.ForFieldAsync("new_person", async () => await fixture.Rosters.ResolveMatchReviewAsync(
            new() { Name = review.Name, Participant = ada.Name, NewPerson = true }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, async () =>
            await fixture.Rosters.ResolveMatchReviewAsync(
                new() { Name = review.Name, Participant = PeopleFixture.Unknown(ada.Name) }));
    }

    async Task<V1.MatchReview> AskedAsync(TestTrust trust, params V1.StaffRecord[] feed)
    {
        await fixture.PlanAsync(trust.Source, feed);
        return await ReviewAsync(trust);
    }

    async Task<V1.MatchReview> ReviewAsync(TestTrust trust) => Assert.Single((await fixture.Rosters
        .ListMatchReviewsAsync(new() { Parent = PeopleFixture.Hub, Filter = $"source = \"{trust.Source}\"" }))
        .MatchReviews);
}
