using Mastery.Common.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>Syncs of staff.</summary>
public partial class PeopleFixture
{
    public V1.RosterService.RosterServiceClient Rosters => Client<V1.RosterService.RosterServiceClient>();

    /// <summary>A trust with a school, and its department of mathematics, in each of some hubs.</summary>
    public async Task<TestTrust> TrustAsync(params string[] hubs)
    {
        var uid = TrustRows.FreshUid();
        List<TestSchool> schools = [];
        foreach (var hub in hubs.Length == 0 ? [Hub] : hubs)
        {
            var school = await SchoolAsync();
            await ExecuteAsync($"UPDATE school SET trust_code = '{uid}' WHERE urn = '{Urn(school)}'");
            schools.Add(new(school, Urn(school), hub, await DepartmentAsync(school, Subject.Mathematics, hub)));
        }

        return new($"trusts/{uid}", schools);
    }

    /// <summary>Plans a feed, in messages of a few hundred records.</summary>
    public async Task<V1.RosterSync> PlanAsync(string source, IEnumerable<V1.StaffRecord> records,
        Action<V1.RosterSyncHeader>? change = null, Token? token = null, bool validateOnly = false)
    {
        var header = new V1.RosterSyncHeader { Source = source, System = "arbor", Mode = V1.RosterMode.Full };
        change?.Invoke(header);
        using var call = Client<V1.RosterService.RosterServiceClient>(token).PlanRosterSync();
        await call.RequestStream.SendAsync(
        [
            new V1.PlanRosterSyncRequest { Header = header, ValidateOnly = validateOnly },
            .. records.Chunk(400).Select(some => new V1.PlanRosterSyncRequest { Records = { some } }),
        ]);
        return await call;
    }

    public async Task<V1.RosterSync> ApplyAsync(V1.RosterSync sync, Token? token = null) =>
        await Client<V1.RosterService.RosterServiceClient>(token).ApplyRosterSyncAsync(
            new() { Name = sync.Name, Etag = sync.Etag });

    /// <summary>Plans and applies a feed.</summary>
    public async Task<V1.RosterSync> SyncAsync(
        string source, IEnumerable<V1.StaffRecord> records, Action<V1.RosterSyncHeader>? change = null) =>
        await ApplyAsync(await PlanAsync(source, records, change));

    /// <summary>All effects of a sync.</summary>
    public async Task<List<V1.RosterSyncEffect>> EffectsAsync(
        V1.RosterSync sync, string filter = "", Token? token = null)
    {
        List<V1.RosterSyncEffect> effects = [];
        var page = "";
        do
        {
            var answer = await Client<V1.RosterService.RosterServiceClient>(token).ListRosterSyncEffectsAsync(
                new() { Name = sync.Name, Filter = filter, PageToken = page, PageSize = 1000 });
            effects.AddRange(answer.Effects);
            page = answer.NextPageToken;
        }
        while (page.Length > 0);
        return effects;
    }

    /// <summary>What a sync of a school asks about a participant and somebody of the same name.</summary>
    public async Task<V1.MatchReview> MatchReviewAsync(string school, string name)
    {
        await PlanAsync(school,
        [
            new V1.StaffRecord
            {
                Id = "42",
                GivenName = name.Split(' ')[0],
                FamilyName = name.Split(' ')[1],
                Posts = { new V1.StaffRecord.Types.Post { Subject = "Maths" } },
            },
        ]);
        return (await Rosters.ListMatchReviewsAsync(new() { Parent = Hub, Filter = $"source = \"{school}\"" }))
            .MatchReviews[0];
    }

    public async Task<V1.Participant> PersonAsync(string name) =>
        await People.GetParticipantAsync(new() { Name = name });

    /// <summary>Those who hold a post in the department of a school today.</summary>
    public async Task<List<V1.Participant>> PeopleAtAsync(TestSchool school) =>
    [
        .. (await People.ListParticipantsAsync(new()
        {
            Parent = school.Hub,
            Filter = $"posts.department = \"{school.Department.Name}\" AND state = ACTIVE",
            PageSize = 1000,
        })).Participants,
    ];

    /// <summary>The kinds of effects, without what does nothing.</summary>
    public static IEnumerable<Kind> Kinds(IEnumerable<V1.RosterSyncEffect> effects) =>
        effects.Select(effect => effect.Kind).Where(kind => kind != Kind.Unchanged);
}

/// <summary>A school of a trust.</summary>
public sealed record TestSchool(string Name, string Urn, string Hub, V1.Department Department)
{
    /// <summary>A teacher of mathematics at this school.</summary>
    public V1.StaffRecord Staff(string id, string name, Action<V1.StaffRecord>? change = null)
    {
        var names = name.Split(' ', 2);
        var record = new V1.StaffRecord
        {
            Id = id,
            GivenName = names[0],
            FamilyName = names[1],
            Posts = { Post() },
        };
        change?.Invoke(record);
        return record;
    }

    /// <summary>A post here.</summary>
    public V1.StaffRecord.Types.Post Post(Action<V1.StaffRecord.Types.Post>? change = null)
    {
        var post = new V1.StaffRecord.Types.Post
        {
            SchoolNumber = Urn,
            Subject = "Maths",
            JobTitle = "Teacher of Mathematics",
        };
        change?.Invoke(post);
        return post;
    }
}

/// <summary>A trust with schools.</summary>
public sealed record TestTrust(string Source, IReadOnlyList<TestSchool> Schools)
{
    public string Uid => Source["trusts/".Length..];

    public TestSchool School => Schools[0];
}
