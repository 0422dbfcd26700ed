using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Successions and the histories of schools.</summary>
public sealed class SuccessionStore(DbSession db)
{
    const string Columns = """
        predecessor, successor, link_type, link_date, confirmed, confirmed_reason, followed, withdrawn_date, doubt
        """;

    static readonly ListShape QueueShape = new(key: ["predecessor"]);

    /// <summary>The histories of schools, one for each URN in the same order. A school may be known from links
    /// only.</summary>
    public async Task<IReadOnlyList<SchoolHistory>> HistoriesAsync(IReadOnlyList<string> urns)
    {
        // UNION drops rows that were found before, which ends the recursion in a cycle. OFFSET 0 makes each step an
        // index look-up: the planner overestimates the rows of a recursion and would scan the whole table.
        var links = await db.QueryAsync<Succession>($"""
            WITH RECURSIVE root AS (
                SELECT unnest(@urns) AS urn
            ), above AS (
                SELECT r.urn AS root, s.*
                FROM root r CROSS JOIN LATERAL (
                    SELECT {Columns} FROM succession WHERE successor = r.urn OFFSET 0) AS s
                UNION
                SELECT a.root, s.*
                FROM above a CROSS JOIN LATERAL (
                    SELECT {Columns} FROM succession WHERE successor = a.predecessor AND followed OFFSET 0) AS s
                WHERE a.followed
            ), below AS (
                SELECT r.urn AS root, s.*
                FROM root r CROSS JOIN LATERAL (
                    SELECT {Columns} FROM succession WHERE predecessor = r.urn OFFSET 0) AS s
                UNION
                SELECT b.root, s.*
                FROM below b CROSS JOIN LATERAL (
                    SELECT {Columns} FROM succession WHERE predecessor = b.successor AND followed OFFSET 0) AS s
                WHERE b.followed)
            SELECT root, {Columns} FROM above
            UNION
            SELECT root, {Columns} FROM below
            UNION ALL
            SELECT r.urn, o.urn, o.link_urn, o.link_type, o.link_date, NULL, '', false,
                (SELECT min(e.extract_date) FROM link_extract e WHERE e.extract_date > o.extract_date), NULL
            FROM root r JOIN school_link o ON o.urn = r.urn AND o.relation = 'OTHER'
            WHERE NOT EXISTS (SELECT FROM succession s WHERE s.predecessor = o.urn AND s.successor = o.link_urn)
            ORDER BY predecessor, successor
            """, new { urns = urns.ToArray() });
        var byRoot = links.ToLookup(link => link.Root);
        return [.. urns.Select(urn => SchoolHistory.Of(urn, [.. byRoot[urn]]))];
    }

    /// <summary>The history of one school.</summary>
    /// <exception cref="ApiError">NOT_FOUND when the school is neither in the directory nor in a link.</exception>
    public async Task<SchoolHistory> HistoryAsync(string name)
    {
        var urn = name.Id();
        var history = (await HistoriesAsync([urn]))[0];
        return history.Successions.Count > 0 || await IsKnownAsync(urn)
            ? history
            : throw DirectoryErrors.NoSchool(name);
    }

    /// <summary>The history of one school for a decision on it. The lock makes other decisions and imports of links
    /// wait.</summary>
    public async Task<SchoolHistory> LockAsync(string name)
    {
        await db.ExecuteAsync("LOCK TABLE succession IN SHARE ROW EXCLUSIVE MODE");
        return await HistoryAsync(name);
    }

    /// <summary>Every direct or indirect predecessor of a school, over the successions that are followed or doubtful.
    /// <see cref="Ancestor.Followed"/> tells which ones are certain.</summary>
    public Task<IReadOnlyList<Ancestor>> AncestorsAsync(string urn) => db.QueryAsync<Ancestor>("""
        WITH RECURSIVE above AS (
            SELECT @urn AS urn, true AS followed
            UNION
            SELECT s.predecessor, a.followed AND s.followed
            FROM above a CROSS JOIN LATERAL (
                SELECT predecessor, followed FROM succession
                WHERE successor = a.urn AND (followed OR doubt IS NOT NULL) OFFSET 0) AS s)
        SELECT urn, bool_or(followed) AS followed FROM above WHERE urn <> @urn GROUP BY urn ORDER BY urn
        """, new { urn });

    /// <summary>A page of the schools for which a person has to decide on successors.</summary>
    public Task<Page<QueuedSchool>> QueueAsync(ListRequest list) => db.PageAsync<QueuedSchool>(
        QueueShape,
        list,
        "SELECT DISTINCT predecessor FROM succession_queue",
        "");

    /// <summary>Stores that a school's history follows the links to these successors and no others. Later imports keep
    /// the decision.</summary>
    public Task DecideAsync(string urn, IReadOnlyList<string> successors, string reason) =>
        db.BulkAsync((connection, _, cancellation) =>
            SuccessionDecision.WriteAsync(connection, urn, successors, reason, cancellation));

    async Task<bool> IsKnownAsync(string urn) => await db.FindAsync<bool>("""
        SELECT EXISTS (SELECT FROM school WHERE urn = @urn) OR EXISTS (SELECT FROM school_link WHERE urn = @urn)
            OR EXISTS (SELECT FROM school_link WHERE link_urn = @urn)
        """, new { urn });
}
