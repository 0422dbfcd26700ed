using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.ServiceDefaults;

/// <summary>The log that every change of a resource is written to, in the change's own transaction.</summary>
public static class ChangeLog
{
    /// <summary>The beginning of a bulk write's own log statement, inside <see cref="DbSession.BulkAsync"/>. What
    /// follows selects <c>resource text, resource_type text, kind text, paths text[], before jsonb, after jsonb</c>,
    /// one row a changed resource: <c>$"WITH merged AS (INSERT … RETURNING …) {ChangeLog.BulkSql} SELECT … FROM
    /// merged"</c>.</summary>
    public const string BulkSql = "INSERT INTO pending_change (resource, resource_type, kind, paths, before, after)";

    // The counter row of the scope is locked from here to the commit, which follows at once: taken any earlier, it
    // would serialise whole transactions instead of their ends.
    const string Append = """
        WITH next AS (
            INSERT INTO revision AS r (hub_id, revision) VALUES (@hub, 1)
            ON CONFLICT (hub_id) DO UPDATE SET revision = r.revision + 1
            RETURNING r.revision)
        INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before,
            after,
                            request_id, trace_id)
        SELECT @hub, next.revision, c.ordinal, c.resource, c.resource_type, c.kind, @actor, @scope, c.paths, c.before,
               c.after, @request, @trace
        FROM next CROSS JOIN
        """;

    const string FromArrays = """
         (SELECT t.ordinal::int, t.resource, t.resource_type, t.kind,
                 coalesce(string_to_array(nullif(t.paths, ''), ','), '{}') AS paths,
                 t.before::jsonb AS before, t.after::jsonb AS after
          FROM unnest(@resources, @types, @kinds, @paths, @befores, @afters)
               WITH ORDINALITY AS t(resource, resource_type, kind, paths, before, after, ordinal)) AS c
        """;

    const string FromPending = """
         (SELECT ordinal + @offset AS ordinal, resource, resource_type, kind, paths, before, after
          FROM pending_change) AS c
        """;

    // Two sources, one revision: the second statement reads the counter that the first has just taken.
    const string AppendPending = """
        INSERT INTO change (hub_id, revision, ordinal, resource, resource_type, kind, actor, scope, paths, before,
            after,
                            request_id, trace_id)
        SELECT @hub, r.revision, c.ordinal, c.resource, c.resource_type, c.kind, @actor, @scope, c.paths, c.before,
               c.after, @request, @trace
        FROM (SELECT revision FROM revision WHERE hub_id = @hub) AS r CROSS JOIN
        """;

    static readonly JsonFormatter Json = JsonFormatter.Default;

    /// <summary>The statements that take the scope's next revision and write the transaction's changes under it; none
    /// when nothing changed.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Commands(CallScope call, List<Change> changes, bool pending,
        string? trace)
    {
        if (changes.Count > 0)
        {
            var command = Command(Append + FromArrays, call, trace);
            Bind(command.Parameters, changes);
            yield return command;
        }

        if (pending)
        {
            var command = Command((changes.Count > 0 ? AppendPending : Append) + FromPending, call, trace);
            command.Parameters.AddWithValue("offset", changes.Count);
            yield return command;
        }
    }

    /// <summary>Whether a bulk write logged anything.</summary>
    internal static async Task<bool> AnyPendingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pending_change)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static NpgsqlBatchCommand Command(string sql, CallScope call, string? trace) => new(sql)
    {
        Parameters =
        {
            new() { ParameterName = "hub", Value = call.Hub },
            new() { ParameterName = "actor", Value = call.Actor },
            new() { ParameterName = "scope", Value = call.Contract?.Scope ?? "" },
            Text("request", call.RequestId),
            Text("trace", trace),
        },
    };

    static void Bind(NpgsqlParameterCollection parameters, List<Change> changes)
    {
        parameters.Add(Texts("resources", changes, change => change.Resource));
        parameters.Add(Texts("types", changes, change => change.Type));
        parameters.Add(Texts("kinds", changes, change => change.Kind.ToString().ToUpperInvariant()));
        parameters.Add(Texts("paths", changes, change => string.Join(',',
            MessageDiff.Paths(change.Before, change.After))));
        parameters.Add(Texts("befores", changes, change => change.Before is null ? null : Json.Format(change.Before)));
        parameters.Add(Texts("afters", changes, change => change.After is null ? null : Json.Format(change.After)));
    }

    static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    static NpgsqlParameter Texts(string name, List<Change> changes, Func<Change, string?> value) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = changes.Select(value).ToArray() };
}
