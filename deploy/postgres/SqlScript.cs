using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Mastery.Postgres;

/// <summary>
/// Runs a script written for psql, so that an operator with psql and this code apply the very same file. Of psql's
/// commands it supports the variables <c>:"name"</c> and <c>:'name'</c>, and <c>\gexec</c> at the end of a statement.
/// </summary>
sealed partial class SqlScript(string text, IReadOnlyDictionary<string, string> variables)
{
    const string RunEachRow = @"\gexec";

    public static SqlScript Embedded(string file, IReadOnlyDictionary<string, string> variables)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream($"Mastery.Postgres.{file}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new(reader.ReadToEnd(), variables);
    }

    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var statement in Statements())
        {
            if (!statement.EndsWith(RunEachRow, StringComparison.Ordinal))
            {
                await ExecuteAsync(connection, statement, cancellation);
                continue;
            }
            foreach (var generated in await ReadAsync(connection, statement[..^RunEachRow.Length], cancellation))
            {
                await ExecuteAsync(connection, generated, cancellation);
            }
        }
    }

    internal IEnumerable<string> Statements()
    {
        var statement = new StringBuilder();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal))
            {
                continue;
            }

            statement.AppendLine(line);
            if (!line.EndsWith(';') && !line.EndsWith(RunEachRow, StringComparison.Ordinal))
            {
                continue;
            }

            yield return Variable().Replace(statement.ToString().TrimEnd(), Quoted);
            statement.Clear();
        }
        if (statement.Length > 0)
        {
            throw new InvalidOperationException($"The script ends within a statement: {statement}");
        }
    }

    string Quoted(Match match)
    {
        var quote = match.Groups["quote"].Value;
        var value = variables[match.Groups["name"].Value];
        return quote + value.Replace(quote, quote + quote, StringComparison.Ordinal) + quote;
    }

    static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [GeneratedRegex("""(?<!:):(?<quote>["'])(?<name>\w+)\k<quote>""")]
    private static partial Regex Variable();
}
