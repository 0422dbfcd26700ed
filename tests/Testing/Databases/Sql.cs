using Npgsql;

namespace Mastery.Testing;

/// <summary>Short forms of what tests ask a database.</summary>
public static class Sql
{
    /// <summary>The first column of a query.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    /// <summary>Runs a statement and answers how many rows it wrote.</summary>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Sets the hub of a session, <c>*</c> for all of them.</summary>
    public static Task<int> SetHubAsync(this NpgsqlConnection connection, string hub) =>
        connection.RunAsync("SELECT set_config('mastery.hub', $1, false)", hub);

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
