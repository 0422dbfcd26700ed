using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The script that gives the texts of 2024/25 their present words, on an installation that has been
/// used.</summary>
public sealed class SeededTextsMigrationTests(CatalogueFixture fixture)
{
    // As the catalogue was before the script, but for two texts that an operator wrote anew and a project that is over.
    const string Used = """
        UPDATE project SET revision = revision - 1 WHERE state = 'PUBLISHED';
        DELETE FROM focus_revision f USING project p WHERE p.id = f.project AND f.revision > p.revision;
        DELETE FROM project_revision r USING project p WHERE p.id = r.id AND r.revision > p.revision;
        UPDATE project p SET audience = r.audience, outcomes = r.outcomes, open_time = r.open_time,
            eligibility_policy = r.eligibility_policy, essence_themes = r.essence_themes
        FROM project_revision r WHERE r.id = p.id AND r.revision = p.revision;
        UPDATE focus f SET description = r.description, big_ideas = r.big_ideas
        FROM focus_revision r JOIN project p ON p.id = r.project AND p.revision = r.revision
        WHERE r.project = f.project AND r.id IN (f.id, f.alias);
        UPDATE project SET audience = 'Written by the operator.' WHERE id = 'NCP24-13';
        UPDATE focus SET description = 'The operator''s own.' WHERE project = 'NCP24-14' AND id = 'b';
        UPDATE project SET state = 'RETIRED' WHERE id = 'NCP23-14';
        """;

    const string Revisions = "SELECT r::text FROM project_revision r ORDER BY id, revision";

    const string Foci = """
        SELECT f.code || f.description || f.big_ideas::text FROM focus_revision f
        JOIN project p ON p.id = f.project AND p.state = 'PUBLISHED' WHERE f.row_version > 0
        """;

    [Fact]
    public async Task Changes_what_is_as_it_was_seeded_and_no_word_that_an_operator_wrote()
    {
        await using var used = await UsedAsync();

        await MigrateAsync(used);

        var audiences = await ReadAsync(used, "SELECT audience FROM project ORDER BY id");
        Assert.Contains("Unconfirmed", audiences[0], StringComparison.Ordinal);
        Assert.Equal("Written by the operator.", audiences[2]);
        Assert.Contains("authority to make change happen", audiences[3], StringComparison.Ordinal);
        Assert.Equal(["The operator's own."],
            await ReadAsync(used, "SELECT description FROM focus WHERE project = 'NCP24-14' AND id = 'b'"));
    }

    [Fact]
    public async Task Publishes_what_changed_as_the_next_revision_and_leaves_the_others()
    {
        await using var used = await UsedAsync();
        var before = await ReadAsync(used, Revisions);

        await MigrateAsync(used);
        await MigrateAsync(used);

        Assert.Equal(["NCP23-14 1", "NCP24-12 2", "NCP24-13 2", "NCP24-14 3"],
            await ReadAsync(used, "SELECT id || ' ' || revision FROM project ORDER BY id"));
        Assert.Equal(before, (await ReadAsync(used, Revisions)).Intersect(before));
        Assert.Equal(
            (await ReadAsync(used, Foci.Replace("_revision", "", StringComparison.Ordinal))).Order(),
            (await ReadAsync(used, Foci + " AND f.revision = p.revision")).Order());
    }

    async Task<TestDatabase> UsedAsync()
    {
        var database = await fixture.Service.Database.AnotherAsync();
        await RunAsync(database, Used);
        return database;
    }

    static async Task MigrateAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.RunScriptAsync<FocusCatalogueService>("0021_texts_2024_25.sql");
    }

    static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.RunAsync(sql);
    }

    static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        return await connection.ReadAsync(sql);
    }
}
