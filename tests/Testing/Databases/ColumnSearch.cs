using System.Text.RegularExpressions;
using Npgsql;

namespace Mastery.Testing;

/// <summary>Looks for texts in every column of every table of databases, whatever row-level security says.</summary>
public static class ColumnSearch
{
    /// <summary>Where words are found: database, table, column and word.</summary>
    /// <param name="databases">The databases.</param>
    /// <param name="words">The words.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        IEnumerable<TestDatabase> databases, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(databases);
        List<string> found = [];
        foreach (var database in databases)
        {
            await using var connection = await database.OpenAsync(DatabaseRole.Administrator);
            found.AddRange(await FindAsync(connection, words));
        }

        return found;
    }

    /// <inheritdoc cref="FindAsync(IEnumerable{TestDatabase}, IReadOnlyList{string})"/>
    /// <param name="connection">A connection of an administrator to one database.</param>
    /// <param name="words">The words.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(NpgsqlConnection connection, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(connection);
        List<string> found = [];
        foreach (var (table, column, type) in await ColumnsAsync(connection))
        {
            found.AddRange(await InAsync(connection, table, column, type, words));
        }

        return found;
    }

    static async Task<List<(string Table, string Column, string Type)>> ColumnsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            SELECT table_name, column_name, data_type FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<(string, string, string)> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return columns;
    }

    /// <summary>A word is whole, so that a number is not found in a hash; of bytes, any place counts.</summary>
    static async Task<List<string>> InAsync(
        NpgsqlConnection connection, string table, string column, string type, IReadOnlyList<string> words)
    {
        var holds = type == "bytea"
            ? $"""position(convert_to(w.word, 'UTF8') in "{column}") > 0"""
            : $"""
                "{column}"::text ~* ('(^|[^[:alnum:]])' || w.pattern || '([^[:alnum:]]|$)')
                """;
        await using var command = new NpgsqlCommand($"""
            SELECT w.word FROM unnest($1, $2) AS w (word, pattern)
            WHERE EXISTS (SELECT FROM "{table}" WHERE {holds})
            """, connection)
        {
            Parameters =
            {
                new() { Value = words.ToArray() },
                new() { Value = words.Select(Regex.Escape).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await reader.ReadAsync())
        {
            found.Add($"{connection.Database} {table}.{column}: {reader.GetString(0)}");
        }

        return found;
    }
}
