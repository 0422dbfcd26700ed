using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>Grants, as far as the caller's token reaches: whose hubs are all among those of the token.</summary>
public sealed class GrantStore(DbSession db, CallScope call)
{
    const string Columns = """
        id, issuer, subject, external_group, role, hubs, school, trust, display_name, reason, expire_time, break_glass,
        state, creator, generation, revision, create_time, update_time
        """;

    const string Visible = "('*' = ANY (@CallerHubs) OR hubs <@ @CallerHubs)";

    static readonly ListShape Shape = ListShape.Of(V1.Grant.Descriptor, ["id"]);

    string[] CallerHubs => [.. call.Hubs];

    /// <summary>The grants that hold of a person, the oldest first: for a request for a token, which no token is
    /// behind.</summary>
    public Task<IReadOnlyList<Grant>> OfAsync(Person person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        return db.QueryAsync<Grant>($"""
            SELECT {Columns} FROM access_grant
            WHERE issuer = @Issuer AND state = 'ACTIVE' AND (subject = @Subject OR external_group = ANY (@Groups))
                AND (expire_time IS NULL OR expire_time > @now)
            ORDER BY create_time, id
            """, new { person.Issuer, person.Subject, person.Groups, now = now.UtcDateTime });
    }

    /// <summary>The grant of the name.</summary>
    /// <exception cref="ApiError">NOT_FOUND: there is none, or it has a hub that the token does not cover.</exception>
    public async Task<Grant> GetAsync(string name, string etag = "") => (await db.FindAsync<Grant>(
        $"SELECT {Columns} FROM access_grant WHERE id = @Id AND {Visible}", new { Id = name.Uuid(), CallerHubs })
        ?? throw ApiError.NotFound(Grant.Type, name)).RequireEtag(etag);

    /// <summary>A page of them.</summary>
    public Task<Page<Grant>> ListAsync(V1.ListGrantsRequest request) => db.PageAsync<Grant>(
        Shape, ListRequest.From(request), $"SELECT {Columns} FROM access_grant", Visible, new { CallerHubs });

    /// <summary>Creates one.</summary>
    public Task<Grant> InsertAsync(Grant grant) => db.InsertAsync(grant, $"""
        INSERT INTO access_grant (id, issuer, subject, external_group, role, hubs, school, trust, display_name, reason,
            expire_time, break_glass, creator)
        VALUES (@Id, @Issuer, @Subject, @ExternalGroup, @Role, @Hubs, @School, @Trust, @DisplayName, @Reason,
            @ExpireTime, @BreakGlass, @Creator)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """);

    /// <summary>Saves one.</summary>
    public Task<Grant> UpdateAsync(Grant before, Grant after) => db.UpdateAsync(before, after, $"""
        UPDATE access_grant
        SET display_name = @DisplayName, reason = @Reason, expire_time = @ExpireTime, state = @State,
            generation = @Generation,
            void_time = CASE WHEN @Generation > generation THEN now() ELSE void_time END,
            revision = revision + 1, update_time = now()
        WHERE id = @Id AND revision = @Revision
        RETURNING {Columns}
        """);
}
