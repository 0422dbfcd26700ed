using Dapper;
using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Access;

/// <summary>
/// The clients of the local suite, whose secret is in the README. Only the verb <c>seed-local</c> creates them, with
/// the owner's connection.
/// </summary>
public static class LocalClients
{
    /// <summary>The verb that seeds the clients. In Production it refuses: their secret is public.</summary>
    public static ServiceVerb Verb { get; } = new(
        "seed-local", "Creates the clients of the local suite, as ConnectionStrings:Owner; never in Production.",
        async app =>
        {
            if (!app.Environment.IsProduction())
            {
                return await SeedAsync(app.Configuration);
            }

            await Console.Error.WriteLineAsync("seed-local makes clients whose secret is in the README: it refuses in "
                + "Production. Set ASPNETCORE_ENVIRONMENT to Local where that is meant.");
            return 1;
        });

    const string Secret = "local-only";

    static readonly string[] HubScopes =
    [
        "catalogue.read", "directory.read", "participants.read", "participants.write", "participants.sensitive",
        "workgroups.read", "workgroups.write", "plans.read", "plans.write", "plans.feedback", "roster.sync",
        "changes.read",
    ];

    static readonly string[] EveryScope =
        [.. HubScopes, "catalogue.write", "directory.write", "access.manage", "national.read"];

    /// <summary>Creates the three clients, or resets them.</summary>
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
