using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>API clients, as far as the caller's token reaches: whose hubs are all among those of the token.</summary>
public sealed class ApiClientStore(DbSession db, CallScope call)
{
    const string Columns = """
        id, display_name, secret_hashes, public_keys, scopes, hubs, school, trust, expire_time, state, rotate_time,
        generation, last_used_time, revision, create_time, update_time
        """;

    const string Visible = "('*' = ANY (@CallerHubs) OR hubs <@ @CallerHubs)";

    static ApiClientStore() => SqlMapper.AddTypeHandler(new JsonListColumn<ClientKey>());

    static readonly ListShape Shape = ListShape.Of(V1.ApiClient.Descriptor, ["id"]);

    string[] CallerHubs => [.. call.Hubs];

    /// <summary>The client with the id, or null: for a request for a token, which no token is behind.</summary>
    public Task<ApiClient?> FindAsync(string id) =>
        db.FindAsync<ApiClient>($"SELECT {Columns} FROM api_client WHERE id = @id", new { id });

    /// <summary>The client of the name.</summary>
    /// <exception cref="ApiError">NOT_FOUND: there is none, or it has a hub that the token does not cover.</exception>
    public async Task<ApiClient> GetAsync(string name, string etag = "") => (await db.FindAsync<ApiClient>(
        $"SELECT {Columns} FROM api_client WHERE id = @Id AND {Visible}", new { Id = name.Id(), CallerHubs })
        ?? throw ApiError.NotFound(ApiClient.Type, name)).RequireEtag(etag);

    /// <summary>A page of them.</summary>
    public Task<Page<ApiClient>> ListAsync(V1.ListApiClientsRequest request) => db.PageAsync<ApiClient>(
        Shape, ListRequest.From(request), $"SELECT {Columns} FROM api_client", Visible, new { CallerHubs });

    /// <summary>Whether any client gets tokens.</summary>
    public async Task<bool> AnyActiveAsync() =>
        await db.FindAsync<bool>("SELECT EXISTS (SELECT FROM api_client WHERE state = 'ACTIVE')");

    /// <summary>The clients and grants with void tokens that may not have expired yet, each with its generation. All
    /// are read each time: a point to go on from would miss what is committed later than it was written. The time is
    /// the tokens' ten minutes and as long again as a commit may take.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RevocationsAsync() => (await db.QueryAsync<Generation>("""
        SELECT id, generation AS number FROM api_client WHERE void_time > now() - interval '20 minutes'
        UNION ALL
        SELECT 'grants/' || id, generation FROM access_grant WHERE void_time > now() - interval '20 minutes'
        """)).ToDictionary(found => found.Id, found => found.Number);

    /// <summary>Creates one.</summary>
    public Task<ApiClient> InsertAsync(ApiClient client) => db.InsertAsync(client, $"""
        INSERT INTO api_client (id, display_name, secret_hashes, scopes, hubs, school, trust, expire_time,
            rotate_time)
        VALUES (@Id, @DisplayName, @SecretHashes, @Scopes, @Hubs, @School, @Trust, @ExpireTime, @RotateTime)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """);

    /// <summary>Saves one.</summary>
    public Task<ApiClient> UpdateAsync(ApiClient before, ApiClient after) => db.UpdateAsync(before, after, $"""
        UPDATE api_client
        SET display_name = @DisplayName, secret_hashes = @SecretHashes, public_keys = @PublicKeys, scopes = @Scopes,
            hubs = @Hubs, school = @School, trust = @Trust, expire_time = @ExpireTime, state = @State,
            rotate_time = @RotateTime, generation = @Generation,
            void_time = CASE WHEN @Generation > generation THEN now() ELSE void_time END,
            revision = revision + 1, update_time = now()
        WHERE id = @Id AND revision = @Revision
        RETURNING {Columns}
        """);

    sealed record Generation
    {
        public required string Id { get; init; }

        public required long Number { get; init; }
    }
}
