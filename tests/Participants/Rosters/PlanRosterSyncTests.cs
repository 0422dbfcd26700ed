using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

public sealed class PlanRosterSyncTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Says_what_it_would_do_and_changes_nobody()
    {
        var trust = await fixture.TrustAsync();

        var sync = await fixture.PlanAsync(trust.Source, [trust.School.Staff("1", "Ada Lovelace")]);

        var effect = Assert.Single(await fixture.EffectsAsync(sync));
        Assert.Equal((State.Planned, 1), (sync.State, sync.Counts.CreateCount));
        Assert.Equal((Kind.Create, "Ada Lovelace", ""), (effect.Kind, effect.DisplayName, effect.Participant));
        Assert.Equal($"Ada Lovelace is put on record: Teacher of Mathematics (classroom teacher), mathematics at "
            + $"School {trust.School.Urn}.", effect.Explanation);
        Assert.Empty(await fixture.PeopleAtAsync(trust.School));
    }

    [Fact]
    public async Task Counts_staff_of_schools_outside_the_programme_and_keeps_nothing_of_them()
    {
        var trust = await fixture.TrustAsync();
        var primary = await fixture.SchoolAsync();
        await fixture.ExecuteAsync(
            $"UPDATE school SET trust_code = '{trust.Uid}' WHERE urn = '{primary["schools/".Length..]}'");

        var sync = await fixture.PlanAsync(trust.Source,
        [
            trust.School.Staff("1", "Ada Lovelace", record =>
                record.Posts[0].SchoolNumber = primary["schools/".Length..]),
        ]);

        Assert.Equal((1, 0), (sync.OutsideCount, sync.RejectedCount));
        Assert.Empty(await fixture.EffectsAsync(sync));
    }

    [Fact]
    public async Task Rejects_bad_records_one_by_one_with_the_field_and_the_place()
    {
        var trust = await fixture.TrustAsync();
        var school = trust.School;

        var sync = await fixture.PlanAsync(trust.Source,
        [
            school.Staff("1", "Ada Lovelace"),
            school.Staff("2", "Alan Turing", record => record.Trn = "98"),
            school.Staff("", "Grace Hopper", record => record.Origin = new() { File = "staff.csv", Line = 4 }),
            school.Staff("4", "Emmy Noether", record => record.Posts[0].SchoolNumber = "999999"),
            school.Staff("5", "Mary Cartwright", record => record.Posts[0].EndDate = "x"),
            school.Staff("6", "Max Newman", record => record.FamilyName = ""),
        ]);

        var effects = await fixture.EffectsAsync(sync);
        Assert.Equal(
            ["family_name", "id", "posts[0].end_date", "trn"],
            effects.Where(effect => effect.Kind == Kind.Rejected).Select(effect => effect.Field).Order());
        var rejection = Assert.Single(sync.Rejections);
        Assert.Equal(("posts[0].school_number", 4), (rejection.Field, rejection.Number));
        Assert.Contains(effects, effect => effect.Origins.Any(origin => origin is { File: "staff.csv", Line: 4 }));
        Assert.DoesNotContain(
            "98", effects.Single(effect => effect.Field == "trn").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skips_who_teaches_no_subject_of_the_programme_and_keeps_no_name()
    {
        var trust = await fixture.TrustAsync();

        var sync = await fixture.PlanAsync(trust.Source,
        [
            trust.School.Staff("1", "Ada Lovelace", record => record.Posts[0].Subject = "History"),
            trust.School.Staff("2", "Alan Turing", record => record.Posts[0].Subject = "Science"),
        ]);

        var effects = await fixture.EffectsAsync(sync, "kind = SKIPPED");
        Assert.Equal(["", ""], effects.Select(effect => effect.DisplayName));
        Assert.Equal(
        [
            $"Their subject at School {trust.School.Urn} is none of the programme, which is for "
                + "mathematics and science.",
            $"School {trust.School.Urn} has no department of science in the programme.",
        ], effects.Select(effect => effect.Explanation));
    }

    [Fact]
    public async Task Finds_a_school_by_its_LAESTAB_and_by_the_number_that_it_had_before()
    {
        var trust = await fixture.TrustAsync();
        var former = await fixture.SchoolAsync(status: "CLOSED");
        await fixture.SuccessionAsync(former, trust.School.Name);
        await fixture.ExecuteAsync(
            $"UPDATE school SET laestab = '3{trust.School.Urn}' WHERE urn = '{trust.School.Urn}'");

        var sync = await fixture.PlanAsync(trust.Source,
        [
            trust.School.Staff("1", "Ada Lovelace", record =>
                record.Posts[0].SchoolNumber = former["schools/".Length..]),
            trust.School.Staff("2", "Alan Turing", record =>
                record.Posts[0].SchoolNumber = $"3{trust.School.Urn[..2]}/{trust.School.Urn[2..]}"),
        ]);

        var effects = await fixture.EffectsAsync(sync);
        Assert.Equal([Kind.Create, Kind.Create], effects.Select(effect => effect.Kind));
        Assert.All(effects, effect => Assert.Equal([trust.School.Name], effect.Schools));
        Assert.Contains("found by LAESTAB", effects[1].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_subject_of_the_feed_then_of_the_title_then_of_the_post_on_record()
    {
        var trust = await fixture.TrustAsync();
        var plain = trust.School.Staff("1", "Ada Lovelace", record =>
            (record.Posts[0].Subject, record.Posts[0].JobTitle) = ("", "Teacher"));
        var titled = trust.School.Staff("2", "Alan Turing", record => record.Posts[0].Subject = "");

        var none = await fixture.PlanAsync(trust.Source, [plain, titled]);
        await fixture.SyncAsync(trust.Source, [plain, titled], header => header.Subject = Subject.Mathematics);
        var again = await fixture.PlanAsync(trust.Source, [plain, titled]);

        Assert.Equal((1, 1), (none.Counts.CreateCount, none.Counts.SkippedCount));
        Assert.Equal(2, again.Counts.UnchangedCount);
    }

    [Fact]
    public async Task Makes_one_person_of_records_with_one_TRN_and_rejects_those_that_contradict()
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub);
        var (one, other) = (trust.Schools[0], trust.Schools[1]);
        var (trn, taken) = (PeopleFixture.FreshTrn(), PeopleFixture.FreshTrn());

        var sync = await fixture.PlanAsync(trust.Source,
        [
            one.Staff("1", "Ada Lovelace", record => record.Trn = trn),
            other.Staff("2", "ADA LOVELACE", record => record.Trn = trn),
            one.Staff("3", "Alan Turing", record => record.Trn = taken),
            other.Staff("4", "Grace Hopper", record => record.Trn = taken),
        ]);

        var effects = await fixture.EffectsAsync(sync);
        Assert.Equal([Kind.Create, Kind.Rejected, Kind.Rejected], effects.Select(effect => effect.Kind));
        Assert.Equal(["1", "2"], effects[0].SourceIds);
        Assert.Equal(2, effects[0].Changes.Count(change => change.Field == "posts"));
    }

    [Fact]
    public async Task Keeps_nothing_when_it_only_validates()
    {
        var trust = await fixture.TrustAsync();

        var sync = await fixture.PlanAsync(
            trust.Source, [trust.School.Staff("1", "Ada Lovelace")], validateOnly: true);

        Assert.Equal(1, sync.Counts.CreateCount);
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await fixture.Rosters.GetRosterSyncAsync(new() { Name = sync.Name }));
    }

    [Fact]
    public async Task Answers_a_repeated_request_with_the_first_plan()
    {
        var trust = await fixture.TrustAsync();
        var request = new V1.BatchPlanRosterSyncRequest
        {
            Header = new() { Source = trust.Source, System = "sims", Mode = V1.RosterMode.Full },
            Records = { trust.School.Staff("1", "Ada Lovelace") },
            RequestId = Guid.NewGuid().ToString(),
        };

        var first = await fixture.Rosters.BatchPlanRosterSyncAsync(request);

        Assert.Equal(first, await fixture.Rosters.BatchPlanRosterSyncAsync(request));
    }

    [Fact]
    public async Task Refuses_a_source_without_a_department_and_a_day_to_come()
    {
        var trust = await fixture.TrustAsync();
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => fixture.PlanAsync("trusts/1", []));
        await Refused.ForFieldAsync("header.effective_date",
            () => fixture.PlanAsync(trust.Source, [], header => header.EffectiveDate = "2199-01-01"));
        await Refused.ForFieldAsync("header", async () =>
        {
            using var call = fixture.Rosters.PlanRosterSync();
            await call.RequestStream.SendAsync(new V1.PlanRosterSyncRequest());
            await call;
        });
    }
}
