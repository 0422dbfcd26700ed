using Dapper;
using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Access;

/// <summary>
/// The clients of a suite on one's own machine, whose secret is in the README: the verb <c>seed-local</c> makes them,
/// with the owner's connection, and nothing else ever does.
/// </summary>
public static class LocalClients
{
    /// <summary>The verb that seeds the clients.</summary>
    public const string Verb = "seed-local";

    const string Secret = "local-only";

    static readonly string[] HubScopes =
    [
        "catalogue.read", "directory.read", "participants.read", "participants.write", "participants.sensitive",
        "workgroups.read", "workgroups.write", "plans.read", "plans.write", "plans.feedback", "roster.sync",
        "changes.read",
    ];

    static readonly string[] EveryScope =
        [.. HubScopes, "catalogue.write", "directory.write", "access.manage", "national.read"];

    /// <summary>Makes the three clients, or brings them back to what they are meant to be.</summary>
    public static async Task<int> SeedAsync(IConfiguration configuration)
    {
        await using var owner = new NpgsqlConnection(configuration.GetConnectionString("Owner"));
        await owner.ExecuteAsync(
            """
            INSERT INTO api_client (id, display_name, secret_hashes, scopes, hubs)
            VALUES (@Id, @DisplayName, @SecretHashes, @Scopes, @Hubs)
            ON CONFLICT (id) DO UPDATE
            SET display_name = excluded.display_name, secret_hashes = excluded.secret_hashes, scopes = excluded.scopes,
                hubs = excluded.hubs, expire_time = NULL, revision = api_client.revision + 1, update_time = now()
            """,
            new[]
            {
                Client("local-operator", "Local operator, every hub", EveryScope, "*"),
                Client("local-hub", "Local hub", HubScopes, "yorkshire-and-the-humber"),
                Client("local-other-hub", "Local other hub", HubScopes, "south-yorkshire"),
            });
        return 0;
    }

    static ApiClient Client(string id, string name, string[] scopes, string hub) => new()
    {
        Id = id,
        DisplayName = name,
        SecretHashes = [ApiClient.Hash(Secret)],
        Scopes = scopes,
        Hubs = [hub],
    };
}
