using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A school with those it came from and those that came from it over followed successions: their department of
/// a subject is one department.</summary>
/// <param name="Urn">The school.</param>
/// <param name="Earlier">The schools it came from.</param>
/// <param name="Later">The schools that came from it.</param>
sealed record SchoolLine(string Urn, IReadOnlyList<string> Earlier, IReadOnlyList<string> Later)
{
    // UNION ends the recursion in a cycle. OFFSET 0 makes each step an index look-up.
    const string Sql = """
        WITH RECURSIVE earlier AS (
            SELECT @urn AS urn
            UNION
            SELECT s.predecessor FROM earlier e CROSS JOIN LATERAL (
                SELECT predecessor FROM succession WHERE successor = e.urn AND followed OFFSET 0) AS s
        ), later AS (
            SELECT @urn AS urn
            UNION
            SELECT s.successor FROM later l CROSS JOIN LATERAL (
                SELECT successor FROM succession WHERE predecessor = l.urn AND followed OFFSET 0) AS s)
        SELECT urn, false AS is_later FROM earlier WHERE urn <> @urn
        UNION ALL
        SELECT urn, true FROM later WHERE urn <> @urn
        """;

    /// <summary>All of them.</summary>
    public string[] Urns => [Urn, .. Earlier, .. Later];

    public static async Task<SchoolLine> ReadAsync(DbSession db, string urn)
    {
        var others = (await db.QueryAsync<Member>(Sql, new { urn })).ToLookup(one => one.IsLater, one => one.Urn);
        return new(urn, [.. others[false]], [.. others[true]]);
    }

    sealed record Member
    {
        public required string Urn { get; init; }

        public required bool IsLater { get; init; }
    }
}
