using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>
/// A role of a service's database whose statements are answered with their plans (PostgreSQL's auto_explain), and whose
/// plans read a whole table only where no index serves: so few rows show what many would.
/// </summary>
static class ExplainedRole
{
    const string Password = "only-for-these-tests";

    static readonly string[] Settings =
    [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_format = 'json'",
        "auto_explain.log_level = 'notice'",
        "auto_explain.log_nested_statements = on",
        "enable_seqscan = off",
    ];

    /// <summary>Creates the role.</summary>
    /// <returns>How a service connects in it.</returns>
    public static async Task<string> CreateAsync(TestDatabase database)
    {
        await using var administrator = await database.OpenAsync(DatabaseRole.Administrator);
        await RequireAutoExplainAsync(administrator);
        var role = NameIn(database.Names.Name);
        await RoleCopy.CreateAsync(administrator, role, Password, database.Names.Runtime);
        foreach (var setting in Settings)
        {
            await administrator.RunAsync($"ALTER ROLE {role} SET {setting}");
        }

        return new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = Password }
            .ConnectionString;
    }

    /// <summary>The role's name, for a database's.</summary>
    public static string NameIn(string database) => $"{database}_explained".Replace('-', '_');

    static async Task RequireAutoExplainAsync(NpgsqlConnection administrator)
    {
        try
        {
            await administrator.RunAsync("LOAD 'auto_explain'");
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedFile)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is null, "This PostgreSQL has no auto_explain.");
            throw;
        }
    }
}
