using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>Random sequences of exports, the same for the same seed. The variable <c>MASTERY_ROSTER_SEQUENCES</c> says
/// how many of each kind, for example 100.</summary>
public sealed class GeneratedRosterTests(PeopleFixture fixture)
{
    static readonly int? Sequences =
        int.TryParse(Environment.GetEnvironmentVariable("MASTERY_ROSTER_SEQUENCES"), out var number) ? number : null;

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, Sequences ?? count)];

    [Theory, MemberData(nameof(Seeds), 1, 4)]
    public async Task Applying_a_plan_leaves_nothing_to_do_of_the_same_feed(int seed)
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub, PeopleFixture.OtherHub);
        var exports = new Exports(seed, trust);
        for (var step = 0; step < 6; step++)
        {
            var feed = exports.Next();
            await ApplyAsync(trust, await PlanAsync(trust, feed));

            var again = await PlanAsync(trust, feed);

            Assert.Empty((await fixture.EffectsAsync(again))
                .Where(effect => effect.Kind is not (Kind.Unchanged or Kind.Skipped))
                .Select(effect => $"step {step}: {effect.Kind} {effect.Explanation} {effect.Changes}"));
            await AssertAsync(trust, feed);
        }
    }

    [Theory, MemberData(nameof(Seeds), 11, 3)]
    public async Task A_DELTA_after_a_FULL_sync_ends_where_a_FULL_one_does(int seed)
    {
        var (one, other) = (await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub),
            await fixture.TrustAsync(PeopleFixture.Hub, PeopleFixture.Hub));
        var (full, delta) = (new Exports(seed, one), new Exports(seed, other));
        List<V1.StaffRecord> before = [];
        for (var step = 0; step < 5; step++)
        {
            var (all, same) = (full.Next(), delta.Next());
            await ApplyAsync(one, await PlanAsync(one, all));
            await ApplyAsync(other, await PlanAsync(other, step == 0 ? same : Changes(before, same),
                step == 0 ? V1.RosterMode.Full : V1.RosterMode.Delta));
            before = same;

            Assert.Equal(await StateAsync(one), await StateAsync(other));
        }
    }

    [Theory, MemberData(nameof(Seeds), 21, 2)]
    public async Task Two_sources_never_fight(int seed)
    {
        var trust = await fixture.TrustAsync(PeopleFixture.Hub);
        var exports = new Exports(seed, trust);
        for (var step = 0; step < 4; step++)
        {
            var feed = exports.Next();
            await ApplyAsync(trust, await PlanAsync(trust, feed));
            var own = feed.Select(record =>
            {
                var copy = record.Clone();
                (copy.Id, copy.GivenName) = ($"school-{copy.Id}", "Other");
                copy.Posts[0].JobTitle = "Otherwise";
                return copy;
            }).ToList();
            await fixture.SyncAsync(trust.School.Name, own);

            var (first, second) = (await PlanAsync(trust, feed), await fixture.PlanAsync(trust.School.Name, own));

            Assert.Empty(PeopleFixture.Kinds(await fixture.EffectsAsync(first)));
            Assert.Empty(PeopleFixture.Kinds(await fixture.EffectsAsync(second)));
            await AssertAsync(trust, feed);
        }
    }

    /// <summary>What a delta export has: those that are new or changed, and the ids of those that are gone.</summary>
    static List<V1.StaffRecord> Changes(List<V1.StaffRecord> before, List<V1.StaffRecord> after) =>
    [
        .. after.Where(record => !before.Contains(record)),
        .. before.Where(record => after.All(one => one.Id != record.Id))
            .Select(record => new V1.StaffRecord { Id = record.Id, Deleted = true }),
    ];

    Task<V1.RosterSync> PlanAsync(
        TestTrust trust, IEnumerable<V1.StaffRecord> feed, V1.RosterMode mode = V1.RosterMode.Full) =>
        fixture.PlanAsync(trust.Source, feed.Select(record => record.Clone()), header =>
        {
            (header.Mode, header.GuardPercent) = (mode, 100);
            header.Schools.AddRange(trust.Schools.Select(school => school.Name));
        });

    async Task ApplyAsync(TestTrust trust, V1.RosterSync plan)
    {
        var applied = await fixture.Rosters.ApplyRosterSyncAsync(new()
        {
            Name = plan.Name,
            AllowLeavers = { trust.Schools.Select(school => school.Name) },
        });
        Assert.Equal(V1.RosterSync.Types.State.Applied, applied.State);
    }

    /// <summary>At each school work exactly those whom the export has there.</summary>
    async Task AssertAsync(TestTrust trust, List<V1.StaffRecord> feed)
    {
        foreach (var school in trust.Schools)
        {
            Assert.Equal(
                feed.Where(record => record.Posts.Any(post => post.SchoolNumber == school.Urn))
                    .Select(record => record.FamilyName).Order(),
                (await fixture.PeopleAtAsync(school)).Where(person => person.Posts.Any(post =>
                    post.Department == school.Department.Name && post.EndDate.Length == 0))
                    .Select(person => person.FamilyName).Order());
        }
    }

    /// <summary>Everybody of the trust, without what tells two trusts apart.</summary>
    async Task<string> StateAsync(TestTrust trust)
    {
        var people = (await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"source = \"{trust.Source}\"",
            PageSize = 1000,
        })).Participants;
        return string.Join('\n', people.OrderBy(person => person.ExternalIds[0].Value, StringComparer.Ordinal)
            .Select(person => string.Join(" | ", person.ExternalIds[0].Value, person.GivenName, person.FamilyName,
                person.Email, person.State, person.LeftDate, string.Join(", ", person.Posts
                    .Select(post => $"{Place(trust, post)} {post.JobTitle} {post.Responsibility} {post.StartDate} "
                        + post.EndDate).Order()),
                string.Join(", ", person.ExternalIds.Select(id => $"{id.Value} {id.StartDate} {id.EndDate}")))));
    }

    static int Place(TestTrust trust, V1.Participant.Types.Post post) =>
        trust.Schools.Index().Single(school => school.Item.Department.Name == post.Department).Index;

    /// <summary>The exports of a trust whose staff join, leave, come back, move, marry and change posts.</summary>
    sealed class Exports(int seed, TestTrust trust)
    {
        static readonly string[] Titles =
            ["Teacher of Mathematics", "Head of Maths", "Second in Maths", "KS3 Maths Lead"];

        readonly Random _random = new(seed);
        readonly SortedDictionary<int, V1.StaffRecord> _staff = [];
        readonly SortedDictionary<int, V1.StaffRecord> _gone = [];
        int _last;

        public List<V1.StaffRecord> Next()
        {
            for (var joiner = _random.Next(1, 5); joiner > 0; joiner--)
            {
                var number = ++_last;
                var school = Pick(trust.Schools);
                _staff[number] = school.Staff($"{number}", $"Ada Staff{number}", record =>
                {
                    record.Trn = PeopleFixture.FreshTrn();
                    record.Posts[0].JobTitle = Pick(Titles);
                });
            }

            foreach (var number in _staff.Keys.ToList())
            {
                Happen(number);
            }

            foreach (var number in _gone.Keys.Where(_ => _random.Next(3) == 0).ToList())
            {
                _staff[number] = _gone[number];
                _gone.Remove(number);
            }

            return [.. _staff.Values.Select(record => record.Clone())];
        }

        void Happen(int number)
        {
            var record = _staff[number];
            switch (_random.Next(12))
            {
                case 0:
                    _gone[number] = record;
                    _staff.Remove(number);
                    break;
                case 1:
                    record.Posts[0].SchoolNumber = Pick(trust.Schools).Urn;
                    break;
                case 2:
                    record.FamilyName = $"Staff{number}-Married{_random.Next(100)}";
                    break;
                case 3:
                    record.Posts[0].JobTitle = Pick(Titles);
                    break;
                case 4 when record.Posts.Count == 1:
                    record.Posts.Add(Pick(trust.Schools).Post());
                    break;
                case 5 when record.Posts.Count == 2:
                    record.Posts.RemoveAt(1);
                    break;
                case 6:
                    record.Email = $"staff{number}@example.org";
                    break;
            }
        }

        T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
    }
}
