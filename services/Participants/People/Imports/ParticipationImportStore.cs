using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class ParticipationImportStore(DbSession db)
{
    const string Columns = """
        i.hub_id, i.id, i.file_name, i.state, i.create_count, i.new_department_count, i.known_count, i.undecided_count,
        i.rejected_count, i.apply_actor, i.apply_time, i.revision, i.create_time, i.update_time
        """;

    const string AllColumns = $"{Columns}, i.plan";

    static readonly ListShape Shape = ListShape.Of(V1.ParticipationImport.Descriptor, ["i.hub_id", "i.id"]);

    static ParticipationImportStore() => SqlMapper.AddTypeHandler(new MessageColumn<V1.ParticipationImport>());

    public async Task<ParticipationImport> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<ParticipationImport>(
            $"SELECT {AllColumns} FROM participation_import i WHERE i.hub_id = @hub AND i.id = @id", Key(name))
            ?? throw ApiError.NotFound(ParticipationImport.Type, name)).RequireEtag(etag);

    public async Task<ParticipationImport> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>(
            "SELECT 1 FROM participation_import WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", Key(name));
        return await GetAsync(name, etag);
    }

    /// <summary>A page of imports, without their rows.</summary>
    public Task<Page<ParticipationImport>> ListAsync(string parent, ListRequest list) =>
        db.PageAsync<ParticipationImport>(
            Shape,
            list,
            $"SELECT {Columns} FROM participation_import i",
            parent.HubId() == "-" ? "" : "i.hub_id = @hub",
            new { hub = parent.HubId() });

    public Task<ParticipationImport> InsertAsync(ParticipationImport import) => db.InsertAsync(import, $"""
        INSERT INTO participation_import AS i (hub_id, id, file_name, state, plan, create_count, new_department_count,
            known_count, undecided_count, rejected_count, apply_actor)
        VALUES (@HubId, @Id, @FileName, @State, @Plan, @CreateCount, @NewDepartmentCount, @KnownCount, @UndecidedCount,
            @RejectedCount, @ApplyActor)
        ON CONFLICT DO NOTHING RETURNING {AllColumns}
        """);

    public Task<ParticipationImport> UpdateAsync(ParticipationImport before, ParticipationImport after) =>
        db.UpdateAsync(before, after, $"""
            UPDATE participation_import i SET state = @State, plan = @Plan, create_count = @CreateCount,
                new_department_count = @NewDepartmentCount, known_count = @KnownCount,
                undecided_count = @UndecidedCount, rejected_count = @RejectedCount, apply_actor = @ApplyActor,
                apply_time = @ApplyTime, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {AllColumns}
            """);

    static object Key(string name) => new { hub = name.HubId(), id = name.Uuid() };
}
