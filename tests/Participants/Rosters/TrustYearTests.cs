namespace Mastery.Participants.Tests;

/// <summary>A year of a trust with twelve schools in three hubs.</summary>
public sealed class TrustYearTests(PeopleFixture fixture)
{
    const string Third = "hubs/west-yorkshire";

    readonly Dictionary<string, (TestSchool School, V1.StaffRecord Record)> _staff = [];

    [Fact]
    public async Task Ends_with_exactly_the_true_people()
    {
        var trust = await fixture.TrustAsync([.. Enumerable.Repeat(PeopleFixture.Hub, 4),
            .. Enumerable.Repeat(PeopleFixture.OtherHub, 4), .. Enumerable.Repeat(Third, 4)]);
        var typed = await TypeByHandAsync(trust);
        Hire(trust);

        // September: the first sync finds those typed by hand, by number or, after a question, by name.
        var first = await fixture.PlanAsync(trust.Source, Feed(), On("2024-09-02"));
        Assert.Equal((1, 1, 46), (
            first.Counts.PotentialMatchCount, first.Counts.UpdateCount, first.Counts.CreateCount));
        await ResolveAsync(trust, typed.ByName);
        await fixture.ApplyAsync(first);
        await AssertTrueAsync(trust);

        // October: a marriage, and an address that a whole school shares.
        Change("s3-1", record => record.FamilyName = "Married");
        for (var number = 1; number <= 4; number++)
        {
            Change($"s4-{number}", record => record.Email = $"office{trust.Uid}@example.org");
        }

        var october = await fixture.SyncAsync(trust.Source, Feed(), On("2024-10-01"));
        Assert.Equal((5, 0, 0), (october.Counts.UpdateCount, october.Counts.CreateCount, october.Counts.LeaveCount));

        // January: a joiner, a leaver, and a move from a school of one hub to one of another.
        Add(trust.Schools[1], "s1-9", "Grace Joiner");
        _staff.Remove("s1-2");
        var mover = _staff["s0-3"].Record;
        mover.Posts[0].SchoolNumber = trust.Schools[8].Urn;
        _staff["s0-3"] = (trust.Schools[8], mover);
        var january = await fixture.SyncAsync(trust.Source, Feed(), On("2025-01-06"));
        Assert.Equal((2, 2), (january.Counts.CreateCount, january.Counts.LeaveCount));
        await AssertTrueAsync(trust);

        await SwitchAsync(trust);
        await HalfEmptyAsync(trust);

        // September again: who left in January comes back.
        Add(trust.Schools[1], "b-s1-2", "Ada Staff-1-2", record => record.Trn = _leaverTrn);
        var rehired = await fixture.SyncAsync(trust.Source, Feed(), Bromcom("2025-09-01"));
        Assert.Equal((1, 0), (rehired.Counts.RestoreCount, rehired.Counts.CreateCount));
        await AssertTrueAsync(trust);
        await AssertKeptAsync(typed);
        await AssertHistoryAsync(trust);
    }

    string _leaverTrn = "";

    async Task<(V1.Participant ByTrn, V1.Participant ByName)> TypeByHandAsync(TestTrust trust)
    {
        var trn = PeopleFixture.FreshTrn();
        var byTrn = await fixture.ParticipantAsync(trust.Schools[0].Department, person =>
            (person.GivenName, person.FamilyName, person.Trn) = ("Hand", "Typed", trn));
        var byName = await fixture.ParticipantAsync(trust.Schools[0].Department, person =>
            (person.GivenName, person.FamilyName) = ("Siobhán", "O’Neill"));
        Add(trust.Schools[0], "s0-1", "Handy Typed", record => record.Trn = trn);
        Add(trust.Schools[0], "s0-2", "Siobhan ONeill");
        return (byTrn, byName);
    }

    void Hire(TestTrust trust)
    {
        foreach (var (index, school) in trust.Schools.Index())
        {
            for (var number = index == 0 ? 3 : 1; number <= 4; number++)
            {
                Add(school, $"s{index}-{number}", $"Ada Staff-{index}-{number}",
                    record => record.Trn = PeopleFixture.FreshTrn());
            }
        }

        _leaverTrn = _staff["s1-2"].Record.Trn;
    }

    async Task ResolveAsync(TestTrust trust, V1.Participant person)
    {
        var review = Assert.Single((await fixture.Rosters.ListMatchReviewsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"source = \"{trust.Source}\"" })).MatchReviews);
        await fixture.Rosters.ResolveMatchReviewAsync(new() { Name = review.Name, Participant = person.Name });
    }

    /// <summary>The trust changes its MIS, and with it every id. Two have no number: a person decides.</summary>
    async Task SwitchAsync(TestTrust trust)
    {
        foreach (var (id, (school, record)) in _staff.ToList())
        {
            _staff.Remove(id);
            _staff[$"b-{id}"] = (school, record);
            record.Id = $"b-{id}";
        }

        var plan = await fixture.PlanAsync(trust.Source, Feed(), Bromcom("2025-03-03"));
        Assert.Equal((0, 0, 2), (plan.Counts.CreateCount, plan.Counts.LeaveCount, plan.Counts.PotentialMatchCount));
        var reviews = (await fixture.Rosters.ListMatchReviewsAsync(
            new() { Parent = "hubs/-", Filter = $"source = \"{trust.Source}\" AND state = WAITING" })).MatchReviews;
        foreach (var review in reviews)
        {
            await fixture.Rosters.ResolveMatchReviewAsync(
                new() { Name = review.Name, Participant = Assert.Single(review.Candidates).Participant });
        }

        await fixture.ApplyAsync(plan);
        await AssertTrueAsync(trust);
    }

    /// <summary>An export that has one of four at a school is not believed.</summary>
    async Task HalfEmptyAsync(TestTrust trust)
    {
        var half = await fixture.PlanAsync(trust.Source,
            Feed().Where(record => !record.Id.StartsWith("b-s5-", StringComparison.Ordinal)
                || record.Id == "b-s5-1"), Bromcom("2025-04-01"));
        Assert.True(half.Slices.SelectMany(slice => slice.Schools)
            .Single(school => school.School == trust.Schools[5].Name).Guarded);
        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => fixture.ApplyAsync(half));
        var hub = await fixture.Rosters.GetRosterSyncAsync(new() { Name = half.Name });
        Assert.Equal(V1.RosterSync.Types.State.Planned,
            hub.Slices.Single(slice => slice.Hub == PeopleFixture.OtherHub).State);
        await AssertTrueAsync(trust);
    }

    async Task AssertTrueAsync(TestTrust trust)
    {
        foreach (var school in trust.Schools)
        {
            var people = await fixture.PeopleAtAsync(school);
            Assert.Equal(
                _staff.Values.Where(one => one.School == school).Select(one => one.Record.Id).Order(),
                people.Select(person => person.ExternalIds.Single(id => id.EndDate.Length == 0).Value).Order());
            // Those typed by hand have the names that were typed.
            Assert.Equal(
                _staff.Values.Where(one => one.School == school && one.Record.FamilyName is not ("Typed" or "ONeill"))
                    .Select(one => (one.Record.FamilyName, one.Record.Email)).Order(),
                people.Where(person => person.FamilyName is not ("Typed" or "O’Neill"))
                    .Select(person => (person.FamilyName, person.Email)).Order());
        }
    }

    /// <summary>What each sync did to somebody is told in order: to who married, to who left and came back.</summary>
    async Task AssertHistoryAsync(TestTrust trust)
    {
        await AssertHistoryAsync(trust.Schools[3], "b-s3-1", "Ada Staff-3-1 is put on record: ",
            "Ada Married: the family name Staff-3-1 becomes Married and previous name: Ada Staff-3-1",
            "Ada Married: the id in the MIS");
        await AssertHistoryAsync(trust.Schools[1], "b-s1-2", "Ada Staff-1-2 is put on record: ",
            "Ada Staff-1-2 leaves; the last day is 6 January 2025. The feed of the school does not have them any more.",
            "Ada Staff-1-2, who had left, comes back: ");
    }

    async Task AssertHistoryAsync(TestSchool school, string id, params string[] beginnings)
    {
        var person = (await fixture.PeopleAtAsync(school))
            .Single(person => person.ExternalIds.Any(one => one.Value == id));
        var changes = (await fixture.Rosters.ListParticipantRosterChangesAsync(new() { Name = person.Name })).Changes;
        Assert.Equal(beginnings.Length, changes.Count);
        Assert.All(changes.Zip(beginnings), one =>
            Assert.StartsWith(one.Second, one.First.Effect.Explanation, StringComparison.Ordinal));
    }

    /// <summary>Those typed by hand have the names that were typed, and their history says why they changed.</summary>
    async Task AssertKeptAsync((V1.Participant ByTrn, V1.Participant ByName) typed)
    {
        var byTrn = await fixture.PersonAsync(typed.ByTrn.Name);
        var byName = await fixture.PersonAsync(typed.ByName.Name);
        Assert.Equal(("Hand", "O’Neill"), (byTrn.GivenName, byName.FamilyName));
        Assert.Equal(["s0-1", "b-s0-1"], byTrn.ExternalIds.Select(id => id.Value));
        Assert.Equal(["arbor", "bromcom"], byTrn.ExternalIds.Select(id => id.Source.Split('/')[0]));
        Assert.Equal("2025-03-03", byTrn.ExternalIds[0].EndDate);
    }

    void Add(TestSchool school, string id, string name, Action<V1.StaffRecord>? change = null) =>
        _staff[id] = (school, school.Staff(id, name, change));

    void Change(string id, Action<V1.StaffRecord> change) => change(_staff[id].Record);

    IEnumerable<V1.StaffRecord> Feed() => _staff.OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => one.Value.Record.Clone());

    static Action<V1.RosterSyncHeader> On(string day) => header => header.EffectiveDate = day;

    static Action<V1.RosterSyncHeader> Bromcom(string day) =>
        header => (header.EffectiveDate, header.System) = (day, "bromcom");
}
