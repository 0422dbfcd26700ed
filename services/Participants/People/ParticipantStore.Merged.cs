using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Participants by name: that of a merged record stands for the one that it was merged into.</summary>
public sealed partial class ParticipantStore
{
    public async Task<Participant> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.HubId(), name.Uuid())
            ?? throw ApiError.NotFound(Participant.Type, name)).RequireEtag(etag);

    /// <summary>The records of some ids, merged or not, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Participant>> OwnAsync(string hub, Guid[] ids) =>
        [.. (await RowsAsync([hub], ids)).OrderBy(row => row.Id)];

    /// <summary>The record of this very name, merged or not.</summary>
    public async Task<Participant> GetOwnAsync(string name) =>
        await RowAsync(name.HubId(), name.Uuid()) ?? throw ApiError.NotFound(Participant.Type, name);

    /// <summary>The participant that a field refers to.</summary>
    public async Task<Participant> ReferredAsync(string field, string name) =>
        await FindAsync(name.HubId(), Reference.ToId(name)) ?? throw Refusals.References([(field, name)]);

    /// <summary>The participants with these names, in the same order.</summary>
    public async Task<IReadOnlyList<Participant>> BatchGetAsync(IReadOnlyList<string> names)
    {
        string[] hubs = [.. names.Select(ResourceName.HubId).Distinct()];
        Guid[] ids = [.. names.Select(Reference.ToId)];
        var rows = await RowsAsync(hubs, ids);
        if (rows.All(row => row.MergedIntoId is null))
        {
            return rows.InOrderOf(names, Participant.Type);
        }

        var survivors = await SurvivorsAsync(hubs, ids);
        var stand = rows.ToDictionary(
            row => row.Name, row => $"hubs/{row.HubId}/participants/{survivors.GetValueOrDefault(row.Id, row.Id)}");
        return (await RowsAsync(hubs, [.. survivors.Values.Distinct()]))
            .InOrderOf([.. names.Select(name => stand.GetValueOrDefault(name, name))], Participant.Type);
    }

    /// <summary>The people whom a field refers to; refuses those that are not in this hub.</summary>
    /// <param name="named">Those whom the field names already: an erased person stays there, and is named nowhere
    /// anew.</param>
    /// <returns>Their ids, each that of the record into which the named one was merged.</returns>
    public async Task<Guid[]> RequireAsync(
        string field, string hub, IReadOnlyList<Guid> ids, IReadOnlyCollection<Guid>? named = null)
    {
        var rows = ids.Count == 0 ? [] : await SurvivorRowsAsync([hub], [.. ids]);
        var survivors = rows.ToDictionary(row => row.Asked, row => row.Id);
        var erased = rows.Where(row => row.Erased && named?.Contains(row.Id) != true).Select(row => row.Asked).ToList();
        List<(string, string)> missing = [.. Enumerable.Range(0, ids.Count)
            .Where(index => !survivors.ContainsKey(ids[index]) || erased.Contains(ids[index]))
            .Select(index => ($"{field}[{index}]", $"hubs/{hub}/participants/{ids[index]}"))];
        Guid[] found = missing.Count > 0 ? throw Refusals.References(missing) : [.. ids.Select(id => survivors[id])];
        return found.Distinct().Count() == ids.Distinct().Count()
            ? found
            : throw ApiError.Invalid(field, "names a person twice, by two names: one of them was merged");
    }

    /// <summary>The id of the record that a name stands for; the name's own where there is none.</summary>
    public async Task<Guid> SurvivorAsync(string name)
    {
        var id = Reference.ToId(name);
        return (await SurvivorsAsync([name.HubId()], [id])).GetValueOrDefault(id, id);
    }

    /// <summary>Every name that a person has or had: those of the record that stands for the named one, and of all that
    /// were merged into it. Of one who is not there any more, the name itself.</summary>
    public async Task<string[]> NamesAsync(string name)
    {
        var key = new { hub = name.HubId(), id = await SurvivorAsync(name) };
        var ids = await db.QueryAsync<Guid>("""
            WITH RECURSIVE merged (id) AS (
                SELECT @id
                UNION ALL
                SELECT p.id FROM merged m JOIN participant p ON p.hub_id = @hub AND p.merged_into_id = m.id)
            SELECT id FROM merged
            """, key);
        return [.. ids.Select(id => $"hubs/{key.hub}/participants/{id}")];
    }

    /// <summary>Locks the departments of two participants and then both, each kind by id.</summary>
    public Task LockAllAsync(Participant one, Participant two) => LockAllAsync(one.HubId, [one.Id, two.Id]);

    /// <summary>Locks the departments of some participants of a hub and then these, each kind by id.</summary>
    public async Task LockAllAsync(string hub, Guid[] ids)
    {
        var key = new { hub, ids };
        await db.LockAllAsync<int>("""
            SELECT 1 FROM department
            WHERE hub_id = @hub AND (head_id = ANY(@ids) OR id IN (
                SELECT department_id FROM participant_post WHERE hub_id = @hub AND participant_id = ANY(@ids)))
            ORDER BY id FOR NO KEY UPDATE
            """, key);
        await db.LockAllAsync<int>("""
            SELECT 1 FROM participant WHERE hub_id = @hub AND id = ANY(@ids) ORDER BY id FOR NO KEY UPDATE
            """, key);
    }

    /// <summary>Those who hold or held a post in a department, and were neither merged nor went to another
    /// hub.</summary>
    public Task<IReadOnlyList<Participant>> OfAsync(Department department) => db.QueryAsync<Participant>($"""
        SELECT {AllColumns} FROM participant p
        WHERE p.hub_id = @HubId AND p.state IN ('ACTIVE', 'LEFT') AND p.id IN (
            SELECT participant_id FROM participant_post WHERE hub_id = @HubId AND department_id = @Id)
        ORDER BY p.id
        """, department);

    /// <summary>Those of some people of a hub who were neither merged nor went to another hub, in the order of their
    /// ids.</summary>
    public Task<IReadOnlyList<Participant>> OfAsync(string hub, Guid[] ids) => db.QueryAsync<Participant>($"""
        SELECT {AllColumns} FROM participant p
        WHERE p.hub_id = @hub AND p.id = ANY(@ids) AND p.state IN ('ACTIVE', 'LEFT') ORDER BY p.id
        """, new { hub, ids });

    /// <summary>The record that stands for each of those that are there.</summary>
    async Task<Dictionary<Guid, Guid>> SurvivorsAsync(string[] hubs, Guid[] ids) =>
        (await SurvivorRowsAsync(hubs, ids)).ToDictionary(row => row.Asked, row => row.Id);

    Task<IReadOnlyList<Survivor>> SurvivorRowsAsync(string[] hubs, Guid[] ids) => db.QueryAsync<Survivor>("""
        WITH RECURSIVE chain (hub_id, asked, id, merged_into_id, state) AS (
            SELECT hub_id, id, id, merged_into_id, state FROM participant
            WHERE hub_id = ANY(@hubs) AND id = ANY(@ids)
            UNION ALL
            SELECT p.hub_id, c.asked, p.id, p.merged_into_id, p.state
            FROM chain c JOIN participant p ON p.hub_id = c.hub_id AND p.id = c.merged_into_id)
        SELECT asked, id, state = 'ERASED' AS erased FROM chain WHERE merged_into_id IS NULL
        """, new { hubs, ids });

    /// <summary>The participant, or the record that stands for them; null if there is none.</summary>
    public async Task<Participant?> FindAsync(string hub, Guid id)
    {
        var row = await RowAsync(hub, id);
        while (row?.MergedIntoId is { } next)
        {
            row = await RowAsync(hub, next);
        }

        return row;
    }

    Task<Participant?> RowAsync(string hub, Guid id) => db.FindAsync<Participant>(
        $"SELECT {AllColumns} FROM participant p WHERE p.hub_id = @hub AND p.id = ANY(@ids)", hub, id, row => row.Id);

    Task<IReadOnlyList<Participant>> RowsAsync(string[] hubs, Guid[] ids) => db.QueryAsync<Participant>(
        $"SELECT {AllColumns} FROM participant p WHERE p.hub_id = ANY(@hubs) AND p.id = ANY(@ids)",
        new { hubs, ids });

    sealed record Survivor
    {
        public Guid Asked { get; init; }

        public Guid Id { get; init; }

        public bool Erased { get; init; }
    }
}
