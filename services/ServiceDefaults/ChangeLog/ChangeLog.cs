using Npgsql;
using NpgsqlTypes;

namespace Mastery.ServiceDefaults;

/// <summary>The log that every change of a resource is written to, in the change's own transaction. Its rows are
/// written by functions of the schema's owner, see <c>Migrations/*_change_log.sql</c>.</summary>
public static class ChangeLog
{
    /// <summary>The beginning of a bulk write's own log statement, inside <see cref="DbSession.BulkAsync"/>. What
    /// follows selects <c>resource text, resource_type text, kind text, paths text[], before jsonb, after jsonb,
    /// personal jsonb</c>, one row a changed resource: <c>$"WITH merged AS (INSERT … RETURNING …) {ChangeLog.BulkSql}
    /// SELECT … FROM merged"</c>.</summary>
    /// <remarks><c>personal</c> is NULL for a type without personal fields. Otherwise it holds their values,
    /// <c>{"subject": {"before": {…}, "after": {…}}}</c> in the shape of the resource, and before and after do
    /// not.</remarks>
    public const string BulkSql =
        "INSERT INTO pending_change (resource, resource_type, kind, paths, before, after, personal)";

    /// <summary>Makes the table that <see cref="BulkSql"/> fills, until the end of the transaction.</summary>
    internal const string OpenPending = "SELECT open_pending_changes()";

    // The counter row of the scope is locked from here to the commit, which follows at once: taken any earlier, it
    // would serialise whole transactions instead of their ends.
    const string Append = """
        SELECT append_changes(@hub, @actor, @scope, @request, @trace, @resources, @types, @kinds, @paths, @befores,
            @afters, @personals)
        """;

    /// <summary>The statement that takes the scope's next revision and writes the transaction's changes under it; none
    /// when nothing changed.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Commands(CallScope call, string hub, List<Change> changes,
        bool pending, string? trace)
    {
        if (changes.Count == 0 && !pending)
        {
            yield break;
        }

        var command = new NpgsqlBatchCommand(Append)
        {
            Parameters =
            {
                Text("hub", hub),
                Text("actor", call.Actor),
                Text("scope", call.Contract?.Scope ?? ""),
                Text("request", call.RequestId),
                Text("trace", trace),
            },
        };
        Bind(command.Parameters, changes);
        yield return command;
    }

    /// <summary>Whether a bulk write logged anything.</summary>
    internal static async Task<bool> AnyPendingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pending_change)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static void Bind(NpgsqlParameterCollection parameters, List<Change> changes)
    {
        List<LoggedChange> logged = [.. changes.Select(LoggedChange.Of)];
        parameters.Add(Array("resources", NpgsqlDbType.Text, changes, change => change.Resource));
        parameters.Add(Array("types", NpgsqlDbType.Text, changes, change => change.Type));
        parameters.Add(Array("kinds", NpgsqlDbType.Text, changes, change => change.Kind.ToString().ToUpperInvariant()));
        parameters.Add(Array("paths", NpgsqlDbType.Text, logged, change => change.Paths));
        parameters.Add(Array("befores", NpgsqlDbType.Jsonb, logged, change => change.Before));
        parameters.Add(Array("afters", NpgsqlDbType.Jsonb, logged, change => change.After));
        parameters.Add(Array("personals", NpgsqlDbType.Jsonb, logged, change => change.Personal));
    }

    static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    static NpgsqlParameter Array<T>(string name, NpgsqlDbType type, List<T> rows, Func<T, string?> value) =>
        new(name, NpgsqlDbType.Array | type) { Value = rows.Select(value).ToArray() };
}
