using Npgsql;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>The database itself keeps hubs apart, from the very role that the service runs as.</summary>
public sealed class RowSecurityTests(PlansFixture fixture)
{
    static readonly string[] Owned = ["plan", "evidence", "aim", "activity"];

    public static TheoryData<string> Tables { get; } = [.. Owned];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Shows_a_hub_its_own_rows_and_no_other_hub_any(string table)
    {
        await fixture.UntouchedAsync();

        Assert.True(await CountAsync(table, PlansFixture.Hub) > 0);
        Assert.Equal(0, await CountAsync(table, PlansFixture.OtherHub));
        Assert.Equal(0, await CountAsync(table, ""));
        Assert.True(await CountAsync(table, "*") > 0);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Lets_no_other_hub_change_or_take_a_row(string table)
    {
        await fixture.UntouchedAsync();

        Assert.Equal(0, await ExecuteAsync(PlansFixture.OtherHub, $"UPDATE {table} SET revision = revision + 1"));
        Assert.Equal(0, await ExecuteAsync(PlansFixture.OtherHub, $"DELETE FROM {table}"));
        Assert.Equal(0, await ExecuteAsync("*", $"UPDATE {table} SET revision = revision + 1"));
        Assert.Equal(0, await ExecuteAsync("*", $"DELETE FROM {table}"));
    }

    [Fact]
    public async Task Lets_no_hub_write_a_row_of_another()
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            PlansFixture.OtherHub,
            $"""
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, state)
            VALUES ('{PlansFixture.Hub}', gen_random_uuid(), 'e', 'd', 'f', '2024-25', 't', 'DRAFT')
            """));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Lets_the_services_role_define_nothing()
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => ExecuteAsync(PlansFixture.Hub, "ALTER TABLE plan DISABLE ROW LEVEL SECURITY"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Begins_every_key_of_every_table_with_the_hub()
    {
        await using var connection = await fixture.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT index.indexrelid::regclass::text
            FROM pg_index AS index JOIN pg_class AS owner ON owner.oid = index.indrelid
            JOIN pg_attribute AS first ON first.attrelid = owner.oid AND first.attnum = index.indkey[0]
            WHERE owner.relname = ANY(@tables) AND first.attname <> 'hub_id'
            UNION ALL
            SELECT conname::text
            FROM pg_constraint JOIN pg_class AS owner ON owner.oid = conrelid
            JOIN pg_attribute AS first ON first.attrelid = owner.oid AND first.attnum = conkey[1]
            WHERE owner.relname = ANY(@tables) AND contype = 'f' AND first.attname <> 'hub_id'
            """,
            connection);
        command.Parameters.AddWithValue("tables", Owned);

        Assert.Null(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    async Task<long> CountAsync(string table, string hub)
    {
        await using var connection = await OpenAsync(hub);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Runs a statement in a transaction that is never committed.</summary>
    async Task<int> ExecuteAsync(string hub, string sql)
    {
        await using var connection = await OpenAsync(hub);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    async Task<NpgsqlConnection> OpenAsync(string hub)
    {
        var connection = await fixture.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT set_config('mastery.hub', $1, false)", connection);
        command.Parameters.Add(new() { Value = hub });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
