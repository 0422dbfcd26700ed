using Mastery.Testing;
using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>Copies what is in a database into another of the same schema, as a backup and its restore do.</summary>
static class TableCopy
{
    const string Columns = """
        SELECT c.table_name, string_agg(format('%I', c.column_name), ', ' ORDER BY c.ordinal_position)
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
        GROUP BY c.table_name ORDER BY c.table_name
        """;

    /// <summary>Copies everything, as it is at one moment.</summary>
    public static async Task CopyAsync(TestDatabase from, TestDatabase to)
    {
        await using var source = await from.OpenAsync(DatabaseRole.Administrator);
        await using var target = await to.OpenAsync(DatabaseRole.Administrator);
        await RunAsync(source, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        // Foreign keys are not checked: tables come in any order.
        await RunAsync(target, "SET session_replication_role = replica");
        foreach (var (table, columns) in await TablesAsync(source))
        {
            await RunAsync(target, $"""DELETE FROM "{table}" """);
            await CopyAsync(source, target, $"""COPY (SELECT {columns} FROM "{table}") TO STDOUT""",
                $"""COPY "{table}" ({columns}) FROM STDIN""");
        }
    }

    static async Task CopyAsync(NpgsqlConnection source, NpgsqlConnection target, string read, string write)
    {
        using var reader = await source.BeginTextExportAsync(read);
        await using var writer = await target.BeginTextImportAsync(write);
        await writer.WriteAsync(await reader.ReadToEndAsync());
    }

    static async Task<List<(string Table, string Columns)>> TablesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Columns, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<(string, string)> tables = [];
        while (await reader.ReadAsync())
        {
            tables.Add((reader.GetString(0), reader.GetString(1)));
        }

        return tables;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
