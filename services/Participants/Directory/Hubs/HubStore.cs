using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The hubs of the directory.</summary>
public sealed class HubStore(DbSession db, AreaStore areas, HubUnitOfWork units, CallScope call)
{
    const string Columns = Hub.Columns;

    static readonly ListShape Shape = ListShape.Of(V1.Hub.Descriptor, ["id"], new()
    {
        ["name"] = "id",
    });

    static readonly ListShape UnplacedShape = new(key: ["code"]);

    static HubStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<FormerName>());
        SqlMapper.AddTypeHandler(new JsonColumn<LeadSchool>());
        SqlMapper.AddTypeHandler(new JsonColumn<Area>());
    }

    /// <summary>The hub with that name.</summary>
    /// <exception cref="ApiError">NOT_FOUND; ABORTED when <paramref name="etag"/> is stale.</exception>
    public async Task<Hub> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Hub>($"SELECT {Columns} FROM hub WHERE id = @id", new { id = name.Id() })
            ?? throw DirectoryErrors.NoHub(name)).RequireEtag(etag);

    public async Task<bool> ExistsAsync(string name) =>
        await db.FindAsync<int>("SELECT 1 FROM hub WHERE id = @id", new { id = name.Id() }) == 1;

    /// <summary>Locks a hub, and then reads it in a second statement: the statement that waits for the lock would see
    /// the areas as they were before the wait.</summary>
    public async Task<Hub> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM hub WHERE id = @id FOR NO KEY UPDATE", new { id = name.Id() });
        return await GetAsync(name, etag);
    }

    public Task<Page<Hub>> ListAsync(ListRequest list) =>
        db.PageAsync<Hub>(Shape, list, $"SELECT {Columns} FROM hub", "");

    /// <summary>A page of the local authorities that no hub serves.</summary>
    public Task<Page<UnplacedAuthority>> UnplacedAsync(ListRequest list) => db.PageAsync<UnplacedAuthority>(
        UnplacedShape, list, "SELECT code, display_name, school_count, secondary_count FROM unplaced_authority", "");

    /// <summary>Inserts a hub and moves the schools of its areas to it.</summary>
    public async Task<Hub> InsertAsync(Hub hub)
    {
        await areas.ReplaceAsync([], hub);
        return await db.InsertAsync(hub, $"""
            INSERT INTO hub (id, display_name, former_names, region, contact_email, lead_schools)
            VALUES (@Id, @DisplayName, @FormerNames, @Region, @ContactEmail, @LeadSchools)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """);
    }

    /// <summary>Updates a hub and moves the schools of areas that were added or removed.</summary>
    public async Task<Hub> UpdateAsync(Hub before, Hub after)
    {
        await areas.ReplaceAsync(before.Areas, after);
        return await db.UpdateAsync(before, after, $"""
            UPDATE hub
            SET display_name = @DisplayName, former_names = @FormerNames, region = @Region,
                contact_email = @ContactEmail, lead_schools = @LeadSchools, revision = revision + 1, update_time = now()
            WHERE id = @Id AND revision = @Revision
            RETURNING {Columns}
            """);
    }

    /// <summary>Deletes a hub that has never had resources of its own.</summary>
    /// <exception cref="ApiError">FAILED_PRECONDITION HAS_CHILDREN when it has had some.</exception>
    public async Task DeleteAsync(Hub hub)
    {
        // Writes in the hub lock its row too: this waits for those that have begun, and later ones wait for this.
        await db.LockAsync<int>("SELECT 1 FROM hub WHERE id = @Id FOR UPDATE", hub);
        if (await WasUsedAsync(hub))
        {
            throw DirectoryErrors.HubInUse(hub.Name);
        }

        await areas.ReplaceAsync(hub.Areas, hub with { Areas = [] });
        await db.DeleteAsync(hub, "DELETE FROM hub WHERE id = @Id AND revision = @Revision");
    }

    /// <summary>Whether the hub has a change log of its own. Only a unit of work of that hub can see it.</summary>
    Task<bool> WasUsedAsync(Hub hub) => units.RunAsync<DbSession, bool>(hub.Id, call.Actor, own =>
        own.FindAsync<bool>("SELECT EXISTS (SELECT FROM revision WHERE hub_id = @Id)", new { hub.Id }));
}
