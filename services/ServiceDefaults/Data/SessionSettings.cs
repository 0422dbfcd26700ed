using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The settings of a session that SQL relies on. Services never set them: behind a transaction pooler they
/// would reach the sessions of others. <c>deploy/postgres/roles.sql</c> sets them for the role; here they are read
/// back.</summary>
sealed class SessionSettings
{
    const string Sql = """
        SELECT name, current_setting(name), value
        FROM unnest($1, $2) WITH ORDINALITY AS wanted (name, value, number)
        WHERE CASE WHEN value IS NULL THEN current_setting(name) = '0' ELSE current_setting(name) <> value END
        ORDER BY number LIMIT 1
        """;

    // Null: any but none.
    static readonly (string Name, string? Value)[] Always =
    [
        ("server_encoding", "UTF8"), ("client_encoding", "UTF8"), ("TimeZone", "UTC"), ("search_path", "public"),
        ("DateStyle", "ISO, MDY"), ("IntervalStyle", "postgres"), ("standard_conforming_strings", "on"),
        ("default_transaction_isolation", "read committed"),
    ];

    static readonly (string Name, string? Value)[] Timeouts =
        [("lock_timeout", null), ("idle_in_transaction_session_timeout", null), ("statement_timeout", null)];

    readonly string[] _names;
    readonly string?[] _values;

    SessionSettings(params IReadOnlyList<(string Name, string? Value)> wanted) =>
        (_names, _values) = ([.. wanted.Select(one => one.Name)], [.. wanted.Select(one => one.Value)]);

    /// <summary>What a running service needs.</summary>
    public static SessionSettings Runtime { get; } = new([.. Always, .. Timeouts]);

    /// <summary>What migrations need: they may take longer than any call.</summary>
    public static SessionSettings Owner { get; } = new(Always);

    /// <summary>What is wrong with a session, and what to do; null when nothing is.</summary>
    public async Task<string?> ProblemAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Problem(reader) : null;
    }

    /// <inheritdoc cref="ProblemAsync"/>
    public string? Problem(NpgsqlConnection connection)
    {
        using var command = Command(connection);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Problem(reader) : null;
    }

    NpgsqlCommand Command(NpgsqlConnection connection) => new(Sql, connection)
    {
        Parameters = { new() { Value = _names }, new() { Value = _values } },
    };

    static string Problem(NpgsqlDataReader reader)
    {
        var (name, value) = (reader.GetString(0), reader.GetString(1));
        var wanted = reader.IsDBNull(2) ? "above 0" : $"'{reader.GetString(2)}'";
        return name == "server_encoding"
            ? $"the database has the encoding {value} and not UTF8: make another by roles.sql, and restore a dump "
                + "into it"
            : $"{name} is '{value}' and must be {wanted}: run roles.sql, which sets it for the role, and set it "
                + "neither in the connection string nor by ALTER ROLE … IN DATABASE";
    }
}
