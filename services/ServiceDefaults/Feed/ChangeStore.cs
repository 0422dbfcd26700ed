namespace Mastery.ServiceDefaults;

/// <summary>Reads the rows of the change log.</summary>
sealed class ChangeStore(DbSession db)
{
    // A personal part that was erased has no value any more.
    const string Select = """
        SELECT c.hub_id, c.revision, c.ordinal, c.resource, c.resource_type, c.kind, c.paths, c.before, c.after,
            c.actor, c.scope, c.request_id, c.trace_id, c.change_time,
            CASE WHEN c.personal IS NOT NULL THEN (
                SELECT jsonb_object_agg(p.subject, p.value) FROM change_personal p
                WHERE p.hub_id = c.hub_id AND p.revision = c.revision AND p.ordinal = c.ordinal) END AS personal
        FROM change c
        """;

    static readonly ListShape Shape =
        ListShape.Of(Changes.V1.Change.Descriptor, ["c.hub_id", "c.revision", "c.ordinal"]);

    /// <summary>A page of the log of a hub, of <see cref="ResourceName.National"/>, or of every hub with
    /// <c>*</c>.</summary>
    public Task<Page<ChangeRow>> ListAsync(string hub, ListRequest list) => db.PageAsync<ChangeRow>(
        Shape, list, Select, hub == "*" ? $"c.hub_id <> '{ResourceName.National}'" : "c.hub_id = @hub", new { hub },
        inHub: true);

    /// <summary>How far the log of a hub is.</summary>
    public async Task<FeedPosition> HeadAsync(string hub) =>
        await db.FindAsync<Head>("SELECT epoch, revision FROM revision WHERE hub_id = @hub", new { hub }, inHub: true)
            is { } head ? new(head.Epoch, head.Revision) : default;

    /// <summary>The first rows after one, up to a revision.</summary>
    public Task<IReadOnlyList<ChangeRow>> AfterAsync(string hub, long revision, int ordinal, long last, int limit) =>
        db.QueryAsync<ChangeRow>($"""
            {Select}
            WHERE c.hub_id = @hub AND (c.revision, c.ordinal) > (@revision, @ordinal) AND c.revision <= @last
            ORDER BY c.revision, c.ordinal LIMIT @limit
            """, new { hub, revision, ordinal, last, limit }, inHub: true);

    /// <summary>The first row after one, up to a revision, of resources of some types, or of any where none is
    /// named.</summary>
    public Task<ChangeRow?> NextAsync(string hub, long revision, int ordinal, long last, string[] types) =>
        db.FindAsync<ChangeRow>($"""
            {Select}
            WHERE c.hub_id = @hub AND (c.revision, c.ordinal) > (@revision, @ordinal) AND c.revision <= @last
                AND (cardinality(@types) = 0 OR c.resource_type = ANY(@types))
            ORDER BY c.revision, c.ordinal LIMIT 1
            """, new { hub, revision, ordinal, last, types }, inHub: true);

    /// <summary>One row.</summary>
    public Task<ChangeRow?> FindAsync(string hub, long revision, int ordinal) => db.FindAsync<ChangeRow>(
        $"{Select} WHERE c.hub_id = @hub AND c.revision = @revision AND c.ordinal = @ordinal",
        new { hub, revision, ordinal }, inHub: true);

    /// <summary>The rows of a hub's log that are of one of some resources, hold personal values of one of some
    /// subjects, or name a participant in what they say. It reads the whole log: this is asked for a person at a
    /// time.</summary>
    public Task<IReadOnlyList<ChangeRow>> OfPersonAsync(
        string hub, string[] resources, string[] subjects, string[] participants) => db.QueryAsync<ChangeRow>($"""
            {Select}
            WHERE c.hub_id = @hub AND (c.resource = ANY(@resources) OR jsonb_exists_any(c.personal, @subjects)
                OR c.before::text ~ @named OR c.after::text ~ @named)
            ORDER BY c.revision, c.ordinal
            """,
            new { hub, resources, subjects, named = $"\"({string.Join('|', participants)})\"" }, inHub: true);

    sealed record Head
    {
        public required Guid Epoch { get; init; }

        public required long Revision { get; init; }
    }
}
