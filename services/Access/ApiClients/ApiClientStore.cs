using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>Reads API clients.</summary>
public sealed class ApiClientStore(DbSession db)
{
    const string Columns = "id, display_name, secret_hashes, scopes, hubs, expire_time";

    /// <summary>The client with the id, or null.</summary>
    public Task<ApiClient?> FindAsync(string id) => db.FindAsync<ApiClient>(
        $"SELECT {Columns} FROM api_client WHERE id = @Id", new { Id = id });
}
