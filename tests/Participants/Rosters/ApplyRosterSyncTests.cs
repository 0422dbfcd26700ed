using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

public sealed class ApplyRosterSyncTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Does_what_was_planned_and_a_second_time_the_same()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.OtherHub);
        var plan = await fixture.PlanAsync(trust.Source,
            [trust.Schools[0].Staff("1", "Ada Lovelace"), trust.Schools[1].Staff("2", "Alan Turing")]);

        var applied = await fixture.ApplyAsync(plan);
        var again = await fixture.ApplyAsync(plan);

        Assert.Equal([State.Applied, State.Applied], applied.Slices.Select(slice => slice.State));
        Assert.Equal(applied, again);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.Schools[0]));
        Assert.Equal((trust.Source, $"arbor/{trust.Source}", "1"),
            (ada.Source, ada.ExternalIds[0].Source, ada.ExternalIds[0].Value));
        Assert.Single(await fixture.PeopleAtAsync(trust.Schools[1]));
        Assert.Equal(
            ada.Name, (await fixture.EffectsAsync(applied, "kind = CREATE"))
                .Single(effect => effect.DisplayName == "Ada Lovelace").Participant);
    }

    [Fact]
    public async Task Of_the_same_feed_leaves_nothing_to_do()
    {
        var trust = await fixture.TrustAsync();
        V1.StaffRecord[] feed =
        [
            trust.School.Staff("1", "Ada Lovelace", record => record.Trn = PeopleFixture.FreshTrn()),
            trust.School.Staff("2", "Alan Turing", record => record.Posts[0].StartDate = "2020-09-01"),
            trust.School.Staff("3", "Grace Hopper", record => record.Posts[0].EndDate = "2021-08-31"),
        ];
        await fixture.SyncAsync(trust.Source, feed);

        var again = await fixture.PlanAsync(trust.Source, feed);

        Assert.Empty(PeopleFixture.Kinds(await fixture.EffectsAsync(again)).Except([Kind.Skipped]));
    }

    [Fact]
    public async Task Is_refused_with_the_people_when_the_world_has_moved()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        var plan = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada King")]);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        await fixture.People.UpdateParticipantAsync(new()
        {
            Participant = new() { Name = ada.Name, FamilyName = "Byron" },
        });

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.PlanOutdated,
            () => fixture.ApplyAsync(plan));

        Assert.Contains("1 person", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Byron", (await fixture.PersonAsync(ada.Name)).FamilyName);
    }

    [Fact]
    public async Task Is_refused_with_a_stale_etag()
    {
        var trust = await fixture.TrustAsync();
        var plan = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () =>
            await fixture.Rosters.ApplyRosterSyncAsync(new() { Name = plan.Name, Etag = "r99" }));
    }

    [Fact]
    public async Task Is_refused_when_a_school_would_lose_too_many_until_that_is_allowed()
    {
        var trust = await fixture.TrustAsync();
        var feed = Enumerable.Range(1, 10).Select(number => trust.School.Staff($"{number}", $"Ada Number{number}"))
            .ToList();
        await fixture.SyncAsync(trust.Source, feed);
        var half = await fixture.PlanAsync(trust.Source, feed.Take(5));

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.MassLeavers,
            () => fixture.ApplyAsync(half));
        var before = (await fixture.PeopleAtAsync(trust.School)).Count;
        var applied = await fixture.Rosters.ApplyRosterSyncAsync(
            new() { Name = half.Name, AllowLeavers = { trust.School.Name } });

        Assert.Contains($"5 of 10 people of School {trust.School.Urn} would leave, more than 20 %", refusal.Message,
            StringComparison.Ordinal);
        var school = Assert.Single(half.Slices[0].Schools);
        Assert.Equal((10, 5, true), (school.PeopleCount, school.LeaveCount, school.Guarded));
        Assert.Equal((10, 5), (before, applied.Counts.LeaveCount));
        Assert.Equal(State.Applied, applied.State);
    }

    [Fact]
    public async Task Lets_people_leave_and_come_back_with_their_headships_cleared()
    {
        var trust = await fixture.TrustAsync();
        V1.StaffRecord[] feed = [trust.School.Staff("1", "Ada Lovelace"), trust.School.Staff("2", "Alan Turing")];
        await fixture.SyncAsync(trust.Source, feed);
        var ada = (await fixture.PeopleAtAsync(trust.School)).Single(person => person.GivenName == "Ada");
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = trust.School.Department.Name, Head = ada.Name } });

        await fixture.SyncAsync(trust.Source, [feed[1]]);
        var left = await fixture.PersonAsync(ada.Name);
        var headless = await fixture.People.GetDepartmentAsync(new() { Name = trust.School.Department.Name });
        var back = await fixture.SyncAsync(trust.Source, feed);

        Assert.Equal(V1.Participant.Types.State.Left, left.State);
        Assert.NotEqual("", left.Posts[0].EndDate);
        Assert.NotEqual("", left.ExternalIds[0].EndDate);
        Assert.Equal("", headless.Head);
        Assert.Equal(1, back.Counts.RestoreCount);
        var restored = await fixture.PersonAsync(ada.Name);
        Assert.Equal((V1.Participant.Types.State.Active, ""), (restored.State, restored.Posts[0].EndDate));
    }

    [Fact]
    public async Task Links_people_typed_by_hand_fills_what_is_missing_and_never_removes_them()
    {
        var trust = await fixture.TrustAsync();
        var trn = PeopleFixture.FreshTrn();
        var ada = await fixture.ParticipantAsync(trust.School.Department, person =>
        {
            person.Trn = trn;
            person.Posts[0].JobTitle = "Lead of mathematics";
        });

        await fixture.SyncAsync(trust.Source,
        [
            trust.School.Staff("1", "Augusta King", record => (record.Trn, record.Email) = (trn, "ada@example.org")),
            trust.School.Staff("2", "Alan Turing"),
        ]);
        var linked = await fixture.PersonAsync(ada.Name);
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("2", "Alan Turing")]);

        Assert.Equal(("Ada", "Lovelace", "ada@example.org"), (linked.GivenName, linked.FamilyName, linked.Email));
        var post = Assert.Single(linked.Posts);
        Assert.Equal(("Lead of mathematics", V1.Responsibility.HeadOfDepartment), (post.JobTitle, post.Responsibility));
        Assert.Equal("1", Assert.Single(linked.ExternalIds).Value);
        var kept = await fixture.PersonAsync(ada.Name);
        Assert.Equal((V1.Participant.Types.State.Active, ""), (kept.State, kept.Posts[0].EndDate));
    }

    [Fact]
    public async Task Keeps_what_a_person_changed_by_hand_and_changes_the_rest()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);
        var ada = Assert.Single(await fixture.PeopleAtAsync(trust.School));
        ada.Posts[0].Responsibility = V1.Responsibility.HeadOfDepartment;
        ada.GivenName = "Augusta";
        await fixture.People.UpdateParticipantAsync(new() { Participant = ada });

        await fixture.SyncAsync(trust.Source, [trust.School.Staff("1", "Ada King", record =>
            record.Posts[0].JobTitle = "Maths teacher")]);

        var changed = await fixture.PersonAsync(ada.Name);
        Assert.Equal(("Augusta", "King"), (changed.GivenName, changed.FamilyName));
        Assert.Equal(["Lovelace"], changed.PreviousNames.Select(name => name.FamilyName));
        Assert.Equal(
            ("Maths teacher", V1.Responsibility.HeadOfDepartment),
            (changed.Posts[0].JobTitle, changed.Posts[0].Responsibility));
    }

    [Fact]
    public async Task In_DELTA_ends_only_what_is_said_to_end()
    {
        var trust = await fixture.TrustAsync();
        await fixture.SyncAsync(trust.Source,
            [trust.School.Staff("1", "Ada Lovelace"), trust.School.Staff("2", "Alan Turing"),
                trust.School.Staff("3", "Grace Hopper")]);

        var delta = await fixture.SyncAsync(trust.Source,
            [new V1.StaffRecord { Id = "1", Deleted = true }, trust.School.Staff("2", "Alan Turing", record =>
                record.Posts[0].EndDate = "2025-01-31")], header => header.Mode = V1.RosterMode.Delta);

        Assert.Equal((2, 0), (delta.Counts.LeaveCount, delta.Counts.UpdateCount));
        Assert.Equal(["Grace"], (await fixture.PeopleAtAsync(trust.School)).Select(person => person.GivenName));
    }

    [Fact]
    public async Task Does_not_double_anybody_when_a_school_switches_its_MIS()
    {
        var trust = await fixture.TrustAsync();
        var trn = PeopleFixture.FreshTrn();
        await fixture.SyncAsync(trust.Source,
        [
            trust.School.Staff("1", "Ada Lovelace", record => record.Trn = trn),
            trust.School.Staff("2", "Alan Turing"),
        ]);
        var ada = (await fixture.PeopleAtAsync(trust.School)).Single(person => person.GivenName == "Ada");
        V1.StaffRecord[] feed =
        [
            trust.School.Staff("a", "Ada Lovelace", record => record.Trn = trn),
            trust.School.Staff("b", "Alan Turing"),
        ];

        var plan = await fixture.PlanAsync(trust.Source, feed, header => header.System = "bromcom");
        await fixture.ApplyAsync(plan);

        Assert.Equal(
            [Kind.Update, Kind.PotentialMatch],
            (await fixture.EffectsAsync(plan)).Select(effect => effect.Kind));
        Assert.Equal(2, (await fixture.PeopleAtAsync(trust.School)).Count);
        var ids = (await fixture.PersonAsync(ada.Name)).ExternalIds;
        Assert.Equal(["1", "a"], ids.Select(id => id.Value));
        Assert.Equal([false, true], ids.Select(id => id.EndDate.Length == 0));
    }
}
