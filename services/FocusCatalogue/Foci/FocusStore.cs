using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

public sealed class FocusStore(DbSession db, CatalogueAccess access)
{
    const string Columns = """
        f.project, f.id, f.display_name, f.description, f.subjects, f.key_stages, f.big_ideas, f.bespoke,
        f.theme_required, f.lead_pairing, f.outcomes, f.evidence_prompts, f.resources, f.continues_project,
        f.continues_id, f.row_version, f.create_time, f.update_time, f.alias,
        f.continues_id IS NULL AND EXISTS (
            SELECT FROM project q WHERE q.id = f.project AND q.continues IS NOT NULL) AS new_in_year
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Focus.Descriptor, ["f.code"], new()
    {
        ["academic_year"] = "p.academic_year",
        ["stage"] = "p.stage",
        ["state"] = "p.state",
    });

    public async Task<Focus> GetAsync(string name, string etag = "") =>
        (await FindAsync(name) ?? throw CatalogueErrors.FocusNotFound(name)).RequireEtag(etag);

    /// <summary>The focus in one revision of its project; 0 is the present one.</summary>
    public async Task<Focus> GetRevisionAsync(string name, long revision) => revision == 0
        ? await GetAsync(name)
        : await FindRevisionAsync(name, revision) ?? throw CatalogueErrors.FocusNotFound(name);

    /// <summary>A page of the foci of one project or, with <c>projects/-</c>, of all.</summary>
    public Task<Page<Focus>> ListAsync(string parent, ListRequest list) => db.PageAsync<Focus>(
        Shape,
        list,
        $"SELECT {Columns} FROM focus f JOIN project p ON p.id = f.project",
        $"(@project = '-' OR f.project = @project) AND {CatalogueAccess.Visible}",
        new { project = parent.Id(), access.Hubs });

    public Task<IReadOnlyList<Focus>> AllAsync(Project project) =>
        db.QueryAsync<Focus>($"SELECT {Columns} FROM focus f WHERE f.project = @Id ORDER BY f.id", new { project.Id });

    public Task<bool> ExistAsync(Project project) =>
        db.FindAsync<bool>("SELECT EXISTS (SELECT FROM focus WHERE project = @Id)", new { project.Id });

    /// <summary>The foci of some letters in the programme's published projects of an academic year, or of the last year
    /// before it that has any.</summary>
    public Task<IReadOnlyList<Focus>> OfYearAsync(string letters, AcademicYear year) => db.QueryAsync<Focus>($"""
        SELECT {Columns} FROM focus f JOIN project p ON p.id = f.project
        WHERE p.hub IS NULL AND p.state = 'PUBLISHED' AND strpos(@letters, f.id) > 0 AND p.academic_year = (
            SELECT max(academic_year) FROM project
            WHERE hub IS NULL AND state = 'PUBLISHED' AND academic_year <= @year)
        ORDER BY p.id, f.id
        """, new { letters, year = $"{year}" });

    public async Task<Focus> InsertAsync(Project project, Focus focus)
    {
        await RequireLineageAsync(project, focus);
        return await db.LoggedForAsync(project, () => db.InsertAsync(focus, $"""
        INSERT INTO focus AS f (project, id, code, display_name, description, subjects, key_stages, big_ideas,
            bespoke, theme_required, lead_pairing, outcomes, evidence_prompts, resources, continues_project,
            continues_id)
        VALUES (@Project, @Id, @Code, @DisplayName, @Description, @Subjects, @KeyStages, @BigIdeas, @Bespoke,
            @ThemeRequired, @LeadPairing, @Outcomes, @EvidencePrompts, @Resources, @ContinuesProject, @ContinuesId)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """));
    }

    public async Task<Focus> UpdateAsync(Project project, Focus before, Focus after)
    {
        await RequireLineageAsync(project, after);
        return await db.LoggedForAsync(project, () => db.UpdateAsync(before, after, $"""
        UPDATE focus AS f
        SET display_name = @DisplayName, description = @Description, subjects = @Subjects, key_stages = @KeyStages,
            big_ideas = @BigIdeas, bespoke = @Bespoke, theme_required = @ThemeRequired, lead_pairing = @LeadPairing,
            outcomes = @Outcomes, evidence_prompts = @EvidencePrompts, resources = @Resources,
            continues_project = @ContinuesProject, continues_id = @ContinuesId, row_version = row_version + 1,
            update_time = now()
        WHERE f.project = @Project AND f.id = @Id AND f.row_version = @RowVersion
        RETURNING {Columns}
        """));
    }

    public Task DeleteAsync(Project project, Focus focus) => db.LoggedForAsync(project, () =>
        db.DeleteAsync(focus, "DELETE FROM focus WHERE project = @Project AND id = @Id AND row_version = @RowVersion"));

    Task<Focus?> FindAsync(string name) => db.FindAsync<Focus>($"""
        SELECT {Columns} FROM focus f JOIN project p ON p.id = f.project
        WHERE f.project = @project AND @id IN (f.id, f.alias) AND {CatalogueAccess.Visible}
        """, new { project = name.ParentName().Id(), id = name.Id(), access.Hubs });

    // A revision has the id that the focus had then.
    Task<Focus?> FindRevisionAsync(string name, long revision) => db.FindAsync<Focus>($"""
        SELECT {Columns} FROM focus_revision f JOIN project p ON p.id = f.project
        WHERE f.project = @project AND f.revision = @revision AND {CatalogueAccess.Visible} AND EXISTS (
            SELECT FROM focus c WHERE c.project = @project AND @id IN (c.id, c.alias) AND f.id IN (c.id, c.alias))
        UNION ALL
        SELECT {Columns} FROM focus f JOIN project p ON p.id = f.project
        WHERE f.project = @project AND @id IN (f.id, f.alias) AND p.revision = @revision AND p.state = 'DRAFT'
            AND {CatalogueAccess.Visible}
        """, new { project = name.ParentName().Id(), id = name.Id(), revision, access.Hubs });

    /// <summary>A focus continues one of an earlier project, of the programme or of the same hub.</summary>
    async Task RequireLineageAsync(Project project, Focus focus)
    {
        if (focus.Continues is not { Length: > 0 } name)
        {
            return;
        }

        var year = await db.FindAsync<int>($"""
            SELECT left(p.academic_year, 4)::integer FROM focus f JOIN project p ON p.id = f.project
            WHERE f.project = @ContinuesProject AND f.id = @ContinuesId AND {CatalogueAccess.Visible}
                AND (p.hub IS NULL OR p.hub = @Hub)
            """, new { focus.ContinuesProject, focus.ContinuesId, project.Hub, access.Hubs });
        if (year == 0)
        {
            throw CatalogueErrors.Continues(name);
        }

        if (year >= AcademicYear.Parse(project.AcademicYear).FirstYear)
        {
            throw FocusRules.NotBefore(focus);
        }
    }
}
