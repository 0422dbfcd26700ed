using Npgsql;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Looks for a text in everything that is stored.</summary>
static class StoredText
{
    /// <summary>The tables of which a row holds a text.</summary>
    public static async Task<IReadOnlyList<string>> TablesWithAsync(this AccessFixture access, string text)
    {
        await using var administrator = await access.Service.Database.OpenAsync(Testing.DatabaseRole.Administrator);
        List<string> found = [];
        foreach (var table in await ReadAsync(administrator,
            "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))
        {
            // The bytes of a stored answer are compared as they are.
            var rows = await ReadAsync(administrator, $"""
                SELECT 'found' FROM "{table}" AS t
                WHERE strpos(t::text, $1) > 0 OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0 LIMIT 1
                """, text);
            if (rows.Count > 0)
            {
                found.Add(table);
            }
        }

        return found;
    }

    static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string sql, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        List<string> rows = [];
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
