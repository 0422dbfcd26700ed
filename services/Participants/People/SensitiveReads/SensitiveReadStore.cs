using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class SensitiveReadStore(DbSession db)
{
    const string Columns = """
        r.hub_id, r.id, r.actor, r.token_id, r.method, r.request_hub, r.resources, r.fields, r.trace_id, r.create_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.SensitiveRead.Descriptor, ["r.hub_id", "r.id"]);

    public async Task<SensitiveRead> GetAsync(string name) =>
        await db.FindAsync<SensitiveRead>(
            $"SELECT {Columns} FROM sensitive_read r WHERE r.hub_id = @hub AND r.id = @id",
            new { hub = name.HubId(), id = name.Uuid() })
        ?? throw ApiError.NotFound(SensitiveRead.Type, name);

    /// <summary>A page of entries.</summary>
    /// <param name="parent">The hub.</param>
    /// <param name="list">The request's paging fields.</param>
    /// <param name="participants">The names of one person; empty for everybody's entries.</param>
    public Task<Page<SensitiveRead>> ListAsync(string parent, ListRequest list, string[] participants)
    {
        string[] conditions =
        [
            .. parent.HubId() == "-" ? Array.Empty<string>() : ["r.hub_id = @hub"],
            .. participants.Length == 0 ? Array.Empty<string>() : ["r.resources && @participants"],
        ];
        return db.PageAsync<SensitiveRead>(
            Shape,
            list,
            $"SELECT {Columns} FROM sensitive_read r",
            string.Join(" AND ", conditions),
            new { hub = parent.HubId(), participants });
    }

    /// <summary>All entries of one person, the oldest first.</summary>
    public Task<IReadOnlyList<SensitiveRead>> AllOfAsync(string hub, string[] participants) =>
        db.QueryAsync<SensitiveRead>($"""
            SELECT {Columns} FROM sensitive_read r WHERE r.hub_id = @hub AND r.resources && @participants
            ORDER BY r.create_time, r.id
            """, new { hub, participants });
}
