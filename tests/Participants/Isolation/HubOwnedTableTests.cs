namespace Mastery.Participants.Tests;

/// <summary>What the database's own catalogue says of the tables that hubs own.</summary>
public sealed class HubOwnedTableTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Force_row_level_security_with_a_policy_for_the_hub_and_one_for_national_reads()
    {
        // The answers kept for repeated requests are read by no national caller.
        var tables = await fixture.QueryAsync("""
            SELECT c.relname || ': ' || c.relrowsecurity || ' ' || c.relforcerowsecurity || ' ' || (
                SELECT string_agg(p.polname || ' ' || p.polcmd::text, ', ' ORDER BY p.polname DESC)
                FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'hub_id' AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'request'
            """);

        Assert.True(tables.Count >= 11, "Fewer tables than there are.");
        Assert.All(
            tables, table => Assert.EndsWith(": true true tenant *, national_read r", table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Begin_every_key_and_index_with_the_hub()
    {
        var strays = await fixture.QueryAsync("""
            SELECT i.indexrelid::regclass::text FROM pg_index i
            JOIN pg_attribute hub ON hub.attrelid = i.indrelid AND hub.attname = 'hub_id'
            JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
            WHERE i.indkey[0] <> hub.attnum
            UNION ALL
            SELECT f.conname::text FROM pg_constraint f
            JOIN pg_attribute hub ON hub.attrelid = f.conrelid AND hub.attname = 'hub_id'
            WHERE f.contype = 'f' AND f.conkey[1] <> hub.attnum
            """);

        Assert.Empty(strays);
    }
}
