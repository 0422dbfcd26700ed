using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>The areas that hubs serve, which decide to which hub a school belongs.</summary>
public sealed class AreaStore(DbSession db)
{
    /// <summary>Replaces the areas of a hub, and moves the schools of areas that were added or removed.</summary>
    /// <param name="before">The areas that the hub has now.</param>
    /// <param name="hub">The hub with its new areas.</param>
    /// <exception cref="ApiError">FAILED_PRECONDITION when an area belongs to another hub.</exception>
    public async Task ReplaceAsync(IReadOnlyList<Area> before, Hub hub)
    {
        if (before.SequenceEqual(hub.Areas))
        {
            return;
        }

        await db.ExecuteAsync("LOCK TABLE school IN SHARE ROW EXCLUSIVE MODE");
        await RequireFreeAsync(hub);
        await WriteAsync(hub);
        var moved = before.Concat(hub.Areas).Select(area => area.Code).Distinct().ToArray();
        await db.BulkAsync((connection, _, cancellation) => MoveSchoolsAsync(connection, moved, cancellation));
    }

    async Task RequireFreeAsync(Hub hub)
    {
        var taken = await db.FindAsync<Owner>("""
            SELECT a.kind, a.code, a.hub
            FROM area a JOIN unnest(@kinds, @codes) AS w (kind, code) USING (kind, code)
            WHERE a.hub <> @Id
            ORDER BY a.kind, a.code LIMIT 1
            """, Parameters(hub));
        if (taken is not null)
        {
            throw DirectoryErrors.AreaTaken(new Area(taken.Kind, taken.Code, "").ToString(), Hub.NameOf(taken.Hub));
        }
    }

    async Task WriteAsync(Hub hub)
    {
        await db.ExecuteAsync("DELETE FROM area WHERE hub = @Id", new { hub.Id });
        await db.ExecuteAsync("""
            INSERT INTO area (kind, code, display_name, hub, position)
            SELECT kind, code, name, @Id, position
            FROM unnest(@kinds, @codes, @names) WITH ORDINALITY AS w (kind, code, name, position)
            """, Parameters(hub));
    }

    static object Parameters(Hub hub) => new
    {
        hub.Id,
        kinds = hub.Areas.Select(area => Enums.Text(area.Kind)).ToArray(),
        codes = hub.Areas.Select(area => area.Code).ToArray(),
        names = hub.Areas.Select(area => area.DisplayName).ToArray(),
    };

    static async Task MoveSchoolsAsync(NpgsqlConnection connection, string[] codes, CancellationToken cancellation)
    {
        await connection.RunAsync("""
            CREATE TEMP TABLE school_difference ON COMMIT DROP AS
            SELECT s.urn, false AS created, p.hub, p.reason, (SELECT j.body FROM school_json j
                WHERE j.urn = s.urn) AS before
            FROM school s CROSS JOIN LATERAL place(s.assigned_hub, s.district_code, s.local_authority_code) p
            WHERE (s.local_authority_code = ANY (@codes) OR s.district_code = ANY (@codes))
                AND (p.hub, p.reason) IS DISTINCT FROM (s.hub, s.hub_reason);
            UPDATE school s
            SET hub = d.hub, hub_reason = d.reason, revision = revision + 1, update_time = now()
            FROM school_difference d WHERE d.urn = s.urn
            """, cancellation, new { codes });
        await SchoolDifference.LogAsync(connection, cancellation);
    }

    sealed record Owner
    {
        public required V1.Hub.Types.Area.Types.Kind Kind { get; init; }
        public required string Code { get; init; }
        public required string Hub { get; init; }
    }
}
