using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

public sealed class ProjectStore(DbSession db, CatalogueAccess access)
{
    const string Columns = """
        id, display_name, academic_year, stage, phase, aims, audience, eligibility_policy, outcomes,
        essence_themes, open_time, close_time, continues, hub, state, revision, row_version, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Project.Descriptor, ["id"], new()
    {
        ["code"] = "id",
    });

    static readonly ListShape Revisions = new(["p.revision"]);

    public Task<Project?> FindAsync(string id) =>
        db.FindAsync<Project>(
            $"SELECT {Columns} FROM project p WHERE id = @id AND {CatalogueAccess.Visible}", new { id, access.Hubs });

    public async Task<Project> GetAsync(string name) =>
        await FindAsync(name.Id()) ?? throw CatalogueErrors.ProjectNotFound(name);

    /// <summary>One revision of the project; 0 is the present one.</summary>
    public async Task<Project> GetRevisionAsync(string name, long revision) => revision == 0
        ? await GetAsync(name)
        : await FindRevisionAsync(name.Id(), revision) ?? throw CatalogueErrors.ProjectNotFound(name);

    /// <summary>Locks the project for a change of it or of its foci, so that such changes run one after
    /// another.</summary>
    public async Task<Project> LockAsync(string name, string etag = "")
    {
        access.RequireWritable(name);
        return (await db.LockAsync<Project>(
            $"SELECT {Columns} FROM project p WHERE id = @id AND {CatalogueAccess.Visible} FOR NO KEY UPDATE",
            new { id = name.Id(), access.Hubs })
            ?? throw CatalogueErrors.ProjectNotFound(name)).RequireEtag(etag);
    }

    public Task<Page<Project>> ListAsync(ListRequest list) =>
        db.PageAsync<Project>(
            Shape, list, $"SELECT {Columns} FROM project p", CatalogueAccess.Visible, new { access.Hubs });

    /// <summary>A page of the published revisions of a project.</summary>
    public Task<Page<Project>> ListRevisionsAsync(Project project, ListRequest list) => db.PageAsync<Project>(
        Revisions, list, $"SELECT {Columns} FROM project_revision p", "p.id = @Id", new { project.Id });

    /// <summary>Which project of an academic year continues which, by their codes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SuccessorsAsync(string academicYear) =>
        (await db.QueryAsync<Project>($"""
            SELECT {Columns} FROM project p
            WHERE academic_year = @academicYear AND continues IS NOT NULL AND {CatalogueAccess.Visible}
            ORDER BY id
            """, new { academicYear, access.Hubs }))
        .DistinctBy(project => project.Continues)
        .ToDictionary(project => project.Continues!, project => project.Id);

    public async Task<Project> InsertAsync(Project project)
    {
        await RequireLineageAsync(project);
        return await db.LoggedForAsync(project, () => db.TryInsertAsync(project, $"""
        INSERT INTO project (id, display_name, academic_year, stage, phase, aims, audience, eligibility_policy,
            outcomes, essence_themes, open_time, close_time, continues, hub, state, revision)
        VALUES (@Id, @DisplayName, @AcademicYear, @Stage, @Phase, @Aims, @Audience, @EligibilityPolicy, @Outcomes,
            @EssenceThemes, @OpenTime, @CloseTime, @Continues, @Hub, @State, @Revision)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """)) ?? throw CatalogueErrors.Taken(project);
    }

    /// <summary>Saves the project. The statement that publishes a revision also stores it, with its foci: decisions
    /// refer to it, so no project is published without it.</summary>
    public async Task<Project> UpdateAsync(Project before, Project after)
    {
        await RequireLineageAsync(after);
        return await db.LoggedForAsync(after, () => db.UpdateAsync(before, after, $"""
        WITH saved AS (
            UPDATE project
            SET display_name = @DisplayName, stage = @Stage, phase = @Phase, aims = @Aims, audience = @Audience,
                eligibility_policy = @EligibilityPolicy, outcomes = @Outcomes,
                essence_themes = @EssenceThemes, open_time = @OpenTime, close_time = @CloseTime,
                continues = @Continues, state = @State, revision = @Revision,
                row_version = row_version + 1, update_time = now()
            WHERE id = @Id AND row_version = @RowVersion
            RETURNING *
        ), kept AS (
            INSERT INTO project_revision SELECT * FROM saved WHERE state = 'PUBLISHED'
        ), kept_foci AS (
            INSERT INTO focus_revision SELECT saved.revision, focus.*
            FROM saved JOIN focus ON focus.project = saved.id WHERE saved.state = 'PUBLISHED'
        )
        SELECT {Columns} FROM saved
        """));
    }

    public Task DeleteAsync(Project project) => db.LoggedForAsync(project, () =>
        db.DeleteAsync(project, "DELETE FROM project WHERE id = @Id AND row_version = @RowVersion"));

    // A draft's first revision can be read by its number too, although it is not stored yet.
    Task<Project?> FindRevisionAsync(string id, long revision) => db.FindAsync<Project>($"""
        SELECT {Columns} FROM project_revision p
        WHERE id = @id AND revision = @revision AND {CatalogueAccess.Visible}
        UNION ALL
        SELECT {Columns} FROM project p
        WHERE id = @id AND revision = @revision AND state = 'DRAFT' AND {CatalogueAccess.Visible}
        """, new { id, revision, access.Hubs });

    async Task RequireLineageAsync(Project project)
    {
        if (project.Continues is not { } id)
        {
            return;
        }

        var continued = await db.LockAsync<Project>(
            $"SELECT {Columns} FROM project p WHERE id = @id AND {CatalogueAccess.Visible} FOR KEY SHARE",
            new { id, access.Hubs }) ?? throw CatalogueErrors.Continues($"projects/{id}");
        if (continued.Hub is not null && continued.Hub != project.Hub)
        {
            throw CatalogueErrors.Continues(continued.Name);
        }

        if (string.CompareOrdinal(continued.AcademicYear, project.AcademicYear) >= 0)
        {
            throw ProjectRules.NotBefore(project);
        }
    }
}
