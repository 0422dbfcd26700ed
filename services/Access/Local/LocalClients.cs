using Dapper;
using Mastery.Contracts;
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

    static readonly string[] HubScopes = GrantRoles.All[V1.Grant.Types.Role.HubAdministrator].Scopes;

    // What services ask each other: they read, and erase what they hold of a person.
    static readonly string[] ServiceScopes =
        [.. ContractIndex.Scopes.Where(scope => scope.EndsWith(".read", StringComparison.Ordinal))
            .Except(["access.read", "national.read"]), "subjectaccess.write"];

    /// <summary>Creates the clients, or resets them.</summary>
    public static async Task<int> SeedAsync(IConfiguration configuration)
    {
        await using var owner = new NpgsqlConnection(configuration.GetConnectionString("Owner"));
        await owner.ExecuteAsync(
            """
            INSERT INTO api_client (id, display_name, secret_hashes, scopes, hubs)
            VALUES (@Id, @DisplayName, @SecretHashes, @Scopes, @Hubs)
            ON CONFLICT (id) DO UPDATE
            SET display_name = excluded.display_name, secret_hashes = excluded.secret_hashes, scopes = excluded.scopes,
                hubs = excluded.hubs, expire_time = NULL, state = 'ACTIVE', revision = api_client.revision + 1,
                update_time = now()
            """,
            new[]
            {
                Client("local-operator", "Local operator, every hub", [.. ContractIndex.Scopes], "*"),
                Client("local-hub", "Local hub", HubScopes, "yorkshire-and-the-humber"),
                Client("local-other-hub", "Local other hub", HubScopes, "south-yorkshire"),
                Client("local-service", "Local services, when no caller is behind their work", ServiceScopes, "*"),
            });
        return 0;
    }

    static ApiClient Client(string id, string name, string[] scopes, string hub) => new()
    {
        Id = id,
        DisplayName = name,
        SecretHashes = [Secrets.Hash(Secret)],
        Scopes = scopes,
        Hubs = [hub],
    };
}
