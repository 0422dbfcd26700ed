using Npgsql;

namespace Mastery.Testing;

/// <summary>A role that can do what a service's role can, and to which a test does what no other test must
/// see.</summary>
public static class RoleCopy
{
    /// <summary>Creates a role like another, with the same settings of its sessions.</summary>
    /// <param name="administrator">A connection that may create roles.</param>
    /// <param name="role">The new role's name, an SQL identifier in lower case.</param>
    /// <param name="password">Its password.</param>
    /// <param name="of">The role that it is like.</param>
    public static async Task CreateAsync(NpgsqlConnection administrator, string role, string password, string of) =>
        await administrator.RunAsync($"""
            CREATE ROLE {role} LOGIN PASSWORD '{password}' IN ROLE "{of}";
            DO $$
            DECLARE setting text;
            BEGIN
                FOR setting IN
                    SELECT format('ALTER ROLE {role} SET %s = %L', split_part(given, '=', 1),
                        substr(given, strpos(given, '=') + 1))
                    FROM pg_db_role_setting, unnest(setconfig) AS given
                    WHERE setrole = '"{of}"'::regrole AND setdatabase = 0
                LOOP EXECUTE setting;
                END LOOP;
            END $$
            """);
}
