using Mastery.Suite.Tests.Running;
using Npgsql;

namespace Mastery.Suite.Tests.RowSecurity;

/// <summary>Every table of every service separates the hubs, independently of the code.</summary>
public sealed class CatalogueTests(RunningSuite suite)
{
    /// <summary>The tables whose rows belong to no hub. Every other table must have the hub in its key.</summary>
    static readonly Dictionary<string, string[]> National = new()
    {
        ["access"] = ["api_client"],
        ["focus-catalogue"] = ["project", "project_revision", "focus", "focus_revision"],
        ["participants"] = ["hub", "area", "school", "school_link", "succession"],
    };

    public static TheoryData<string> Services { get; } = [.. Databases.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_database_object_lets_one_hub_see_another(string service)
    {
        await using var connection = await suite.Databases.OpenAsync(service, Role.Owner);

        Assert.Empty(await FaultsAsync(service, connection));
    }

    // The control: with a protection removed, the check above must fail.
    [Theory]
    [InlineData(
        "participants",
        "ALTER TABLE department NO FORCE ROW LEVEL SECURITY",
        "department: row-level security is not forced")]
    [InlineData(
        "participants",
        "ALTER TABLE department DISABLE ROW LEVEL SECURITY",
        "department: row-level security is not enabled")]
    [InlineData("participants", "CREATE TABLE note (hub_id text, id uuid PRIMARY KEY)", "note: hub_id may be null")]
    [InlineData(
        "participants", "CREATE UNIQUE INDEX by_trn ON participant (trn, id)", "by_trn does not begin with hub_id")]
    [InlineData(
        "participants", "CREATE INDEX by_lower ON participant (lower(hub_id))", "by_lower does not begin with hub_id")]
    [InlineData(
        "participants",
        "CREATE MATERIALIZED VIEW everybody AS SELECT * FROM participant",
        "everybody is a materialized view: no policy binds it")]
    [InlineData("development-plans", "DROP POLICY tenant ON plan", "plan: no policy `tenant` for reads and writes")]
    [InlineData(
        "development-plans",
        "ALTER POLICY tenant ON plan USING (true)",
        "plan: no policy `tenant` for reads and writes")]
    [InlineData(
        "development-plans",
        "ALTER POLICY tenant ON plan WITH CHECK (true)",
        "plan: no policy `tenant` for reads and writes")]
    [InlineData(
        "development-plans", "CREATE POLICY generous ON plan USING (true)", "plan: policy `generous` is none we know")]
    [InlineData(
        "development-plans",
        "ALTER POLICY national_read ON plan USING (true)",
        "plan: policy `national_read` is none we know")]
    [InlineData(
        "development-plans",
        "CREATE TABLE note (id uuid PRIMARY KEY)",
        "note has no hub_id and is not known to be national")]
    [InlineData(
        "development-plans", "CREATE TABLE note (hub_id text PRIMARY KEY)", "note: row-level security is not enabled")]
    [InlineData("development-plans", "CREATE TABLE note (hub_id text NOT NULL)", "note has no primary key")]
    [InlineData("development-plans", "CREATE SEQUENCE number", "number is a sequence: its numbers tell of other hubs")]
    [InlineData("development-plans", "GRANT TRUNCATE ON plan TO mastery_runtime", "{runtime} may truncate plan")]
    [InlineData(
        "development-plans",
        "CREATE FUNCTION f() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM plan'",
        "f runs with its owner's rights")]
    [InlineData(
        "development-plans",
        "ALTER FUNCTION append_changes SECURITY INVOKER",
        "append_changes does not run with its owner's rights")]
    [InlineData(
        "development-plans",
        "ALTER FUNCTION append_changes RESET search_path",
        "append_changes finds things where others can put them")]
    [InlineData(
        "development-plans",
        "ALTER FUNCTION erase_personal OWNER TO CURRENT_USER",
        "erase_personal does not belong to the owner of the database")]
    [InlineData(
        "development-plans",
        "GRANT EXECUTE ON FUNCTION erase_personal TO PUBLIC",
        "erase_personal may be executed by everybody")]
    [InlineData("development-plans", "DROP FUNCTION erase_personal", "erase_personal is missing or not alone")]
    [InlineData(
        "development-plans",
        "GRANT UPDATE (revision) ON revision TO mastery_runtime",
        "{runtime} may update revision")]
    [InlineData("development-plans", "GRANT DELETE ON change TO mastery_runtime", "{runtime} may delete change")]
    [InlineData("development-plans", """
        CREATE UNIQUE INDEX swapped ON plan (id, hub_id);
        ALTER TABLE aim ADD CONSTRAINT backwards FOREIGN KEY (plan_id, hub_id) REFERENCES plan (id, hub_id)
        """, "backwards does not begin with hub_id")]
    public async Task The_check_finds_a_removed_protection(string service, string damage, string fault)
    {
        await using var connection = await suite.Databases.OpenAsync(service, Role.Administrator);
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.RunAsync(damage);

        var faults = await FaultsAsync(service, connection);

        Assert.Contains(
            fault.Replace("{runtime}", suite.Databases.Names(service).Runtime, StringComparison.Ordinal), faults);
        await transaction.RollbackAsync();
    }

    Task<IReadOnlyList<string>> FaultsAsync(string service, NpgsqlConnection connection) =>
        Catalogue.FaultsAsync(
            connection,
            [.. National.GetValueOrDefault(service, []), "schema_version"],
            suite.Databases.Names(service).Runtime);
}
