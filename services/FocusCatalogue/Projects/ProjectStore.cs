using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

public sealed class ProjectStore(DbSession db)
{
    const string Columns = """
        id, display_name, academic_year, stage, phase, aims, audience, eligibility_policy, outcomes, open_time,
        close_time, continues, hub, state, edition, revision, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Project.Descriptor, ["id"], new()
    {
        ["code"] = "id",
    });

    public Task<Project?> FindAsync(string id) =>
        db.FindAsync<Project>($"SELECT {Columns} FROM project WHERE id = @id", new { id });

    /// <summary>The present project, or the given edition of it.</summary>
    public async Task<Project> GetAsync(string name, long edition = 0) =>
        (edition == 0 ? await FindAsync(name.Id()) : await FindEditionAsync(name.Id(), edition))
        ?? throw CatalogueErrors.ProjectNotFound(name);

    /// <summary>Locks the project for a change of it or of its foci, so that such changes run one after
    /// another.</summary>
    public async Task<Project> LockAsync(string name) =>
        await db.LockAsync<Project>(
            $"SELECT {Columns} FROM project WHERE id = @id FOR NO KEY UPDATE", new { id = name.Id() })
        ?? throw CatalogueErrors.ProjectNotFound(name);

    public Task<Page<Project>> ListAsync(V1.ListProjectsRequest request) =>
        db.PageAsync<Project>(Shape, ListRequest.From(request), $"SELECT {Columns} FROM project", "");

    public async Task<Project> InsertAsync(Project project) =>
        await db.InsertAsync(await WithLineageAsync(project), $"""
        INSERT INTO project (id, display_name, academic_year, stage, phase, aims, audience, eligibility_policy,
            outcomes, open_time, close_time, continues, hub, state, edition)
        VALUES (@Id, @DisplayName, @AcademicYear, @Stage, @Phase, @Aims, @Audience, @EligibilityPolicy, @Outcomes,
            @OpenTime, @CloseTime, @Continues, @Hub, @State, @Edition)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """);

    /// <summary>Saves the project. The statement that publishes an edition also stores it, with its foci: decisions
    /// refer to it, so no project is published without it.</summary>
    public async Task<Project> UpdateAsync(Project before, Project after) =>
        await db.UpdateAsync(before, await WithLineageAsync(after), $"""
        WITH saved AS (
            UPDATE project
            SET display_name = @DisplayName, stage = @Stage, phase = @Phase, aims = @Aims, audience = @Audience,
                eligibility_policy = @EligibilityPolicy, outcomes = @Outcomes, open_time = @OpenTime,
                close_time = @CloseTime, continues = @Continues, state = @State, edition = @Edition,
                revision = revision + 1, update_time = now()
            WHERE id = @Id AND revision = @Revision
            RETURNING *
        ), kept AS (
            INSERT INTO project_revision SELECT * FROM saved WHERE state = 'PUBLISHED'
        ), kept_foci AS (
            INSERT INTO focus_revision SELECT saved.edition, focus.*
            FROM saved JOIN focus ON focus.project = saved.id WHERE saved.state = 'PUBLISHED'
        )
        SELECT {Columns} FROM saved
        """);

    public Task DeleteAsync(Project project) =>
        db.DeleteAsync(project, "DELETE FROM project WHERE id = @Id AND revision = @Revision");

    // A draft's first edition can be read by its number too, although it is not stored yet.
    Task<Project?> FindEditionAsync(string id, long edition) => db.FindAsync<Project>($"""
        SELECT {Columns} FROM project_revision WHERE id = @id AND edition = @edition
        UNION ALL
        SELECT {Columns} FROM project WHERE id = @id AND edition = @edition AND state = 'DRAFT'
        """, new { id, edition });

    async Task<Project> WithLineageAsync(Project project) =>
        project.Continues is not { } id
            || await db.LockAsync<bool>("SELECT TRUE FROM project WHERE id = @id FOR KEY SHARE", new { id })
            ? project
            : throw CatalogueErrors.Continues($"projects/{id}");
}
