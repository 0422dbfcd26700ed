using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>What the database's own catalogue says of the tables that hubs own: nothing in it lets hubs meet.</summary>
/// <param name="fixture">The service, shared by the class.</param>
/// <param name="national">The tables that belong to no hub. A table that is neither here nor keyed by its hub is a
/// mistake.</param>
public abstract class HubOwnedTables(ServiceFixture fixture, params string[] national)
{
    /// <summary>Ways to take a protection away, and what is then found.</summary>
    static readonly (string Damage, string Fault)[] Damages =
    [
        ("ALTER TABLE request NO FORCE ROW LEVEL SECURITY", "request: row-level security is not forced"),
        ("ALTER TABLE request DISABLE ROW LEVEL SECURITY", "request: row-level security is not enabled"),
        ("CREATE TABLE note (hub_id text, id uuid PRIMARY KEY)", "note: hub_id may be null"),
        ("CREATE TABLE note (id uuid PRIMARY KEY)", "note has no hub_id and is not known to be national"),
        ("CREATE TABLE note (hub_id text PRIMARY KEY)", "note: row-level security is not enabled"),
        ("CREATE TABLE note (hub_id text NOT NULL)", "note has no primary key"),
        ("ALTER TABLE schema_version ADD hub_id text", "schema_version is called national and has a hub_id"),
        ("CREATE UNIQUE INDEX by_actor ON request (actor, request_id)", "by_actor does not begin with hub_id"),
        ("CREATE INDEX by_actor ON request (actor)", "by_actor does not begin with hub_id"),
        ("CREATE INDEX by_lower ON request (lower(hub_id))", "by_lower does not begin with hub_id"),
        ("""
            CREATE TABLE whole (hub_id text, id uuid, PRIMARY KEY (hub_id, id), UNIQUE (id, hub_id));
            CREATE TABLE part (hub_id text, id uuid, whole_id uuid, PRIMARY KEY (hub_id, id),
                CONSTRAINT backwards FOREIGN KEY (whole_id, hub_id) REFERENCES whole (id, hub_id))
            """, "backwards does not begin with hub_id"),
        ("""
            CREATE TABLE whole (hub_id text, id uuid UNIQUE, PRIMARY KEY (hub_id, id));
            CREATE TABLE part (id uuid PRIMARY KEY CONSTRAINT across REFERENCES whole (id))
            """, "across does not refer by hub_id"),
        ("CREATE MATERIALIZED VIEW everybody AS SELECT * FROM request",
            "everybody is a materialized view: no policy binds it"),
        ("CREATE SEQUENCE number", "number is a sequence: its numbers tell of other hubs"),
        ("DROP POLICY tenant ON request", "request: no policy `tenant` for reads and writes"),
        ("ALTER POLICY tenant ON request USING (true)", "request: no policy `tenant` for reads and writes"),
        ("ALTER POLICY tenant ON request WITH CHECK (true)", "request: no policy `tenant` for reads and writes"),
        ("CREATE POLICY generous ON request USING (true)", "request: policy `generous` is none we know"),
        ("ALTER POLICY national_read ON change USING (true)", "change: policy `national_read` is none we know"),
        ("CREATE POLICY bound ON request USING (true)", "request: policy `bound` is none we know"),
        ("CREATE POLICY bound_update ON request USING (true)", "request: policy `bound_update` is none we know"),
        ("DROP POLICY bound ON change", "change: no policy `bound` that closes it to other schools"),
        ("ALTER POLICY bound ON erasure USING (true)", "erasure: no policy `bound` that closes it to other schools"),
        ("CREATE TABLE note (hub_id text PRIMARY KEY)", "note: no policy `bound` that closes it to other schools"),
        ("GRANT TRUNCATE ON request TO mastery_runtime", "{runtime} may truncate request"),
        ("GRANT UPDATE (revision) ON revision TO mastery_runtime", "{runtime} may update revision"),
        ("GRANT DELETE ON change TO mastery_runtime", "{runtime} may delete change"),
        ("GRANT UPDATE (actor) ON sensitive_read TO mastery_runtime", "{runtime} may update sensitive_read"),
        ("GRANT DELETE ON sensitive_read TO mastery_runtime", "{runtime} may delete sensitive_read"),
        ("GRANT INSERT ON sensitive_read TO mastery_runtime", "{runtime} may set the time of sensitive_read"),
        ("CREATE FUNCTION f() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM request'",
            "f runs with its owner's rights"),
        ("ALTER FUNCTION append_changes SECURITY INVOKER", "append_changes does not run with its owner's rights"),
        ("ALTER FUNCTION append_changes RESET search_path", "append_changes finds things where others can put them"),
        ("ALTER FUNCTION erase_personal OWNER TO CURRENT_USER",
            "erase_personal does not belong to the owner of the database"),
        ("GRANT EXECUTE ON FUNCTION erase_personal TO PUBLIC", "erase_personal may be executed by everybody"),
        ("DROP FUNCTION erase_personal", "erase_personal is missing or not alone"),
    ];

    /// <summary>The foreign keys that refer to what is national, and so cannot begin with the hub.</summary>
    protected virtual IReadOnlyList<string> NationalReferences => [];

    [Fact]
    public async Task Are_forced_keyed_and_guarded_by_their_hub()
    {
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);

        Assert.Superset(
            new HashSet<string>(["change", "change_personal", "erasure", "request", "revision", "sensitive_read"]),
            new HashSet<string>(await HubTables.OwnedAsync(connection)));
        Assert.Equal(
            NationalReferences.Select(reference => $"{reference} does not begin with hub_id"),
            await FaultsAsync(connection, fixture.Service.Database));
    }

    // The control: with a protection removed, the check above must fail.
    [Fact]
    public async Task Are_found_at_fault_with_a_protection_taken_away()
    {
        await using var database = await fixture.Service.Database.AnotherAsync();
        await using var connection = await database.OpenAsync(DatabaseRole.Administrator);
        foreach (var (damage, fault) in Damages)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.RunAsync(damage);

            Assert.Contains(
                fault.Replace("{runtime}", database.Names.Runtime, StringComparison.Ordinal),
                await FaultsAsync(connection, database));
            await transaction.RollbackAsync();
        }
    }

    Task<IReadOnlyList<string>> FaultsAsync(NpgsqlConnection connection, TestDatabase database) =>
        HubTables.FaultsAsync(connection, [.. national, "schema_version"], database.Names.Runtime);
}
