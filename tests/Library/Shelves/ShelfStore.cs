using Mastery.ServiceDefaults;

namespace Mastery.Library;

public sealed class ShelfStore(DbSession db)
{
    const string Columns = """
        hub_id, id, display_name, theme_id, colour, note, labels, capacity, room, floor, neighbours, open_date, keepers,
        height, budget, state, revision, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Shelf.Descriptor, ["hub_id", "id"], new()
    {
        ["theme"] = "theme_id",
        ["full"] = "(capacity = 0)",
    });

    public async Task<Shelf> GetAsync(string name, string? etag = null) => (await db.FindAsync<Shelf>(
        $"SELECT {Columns} FROM shelf WHERE hub_id = @hub AND id = ANY(@ids)", name.HubId(), name.Uuid(),
        row => row.Id) ?? throw ApiError.NotFound(Shelf.Type, name)).RequireEtag(etag);

    /// <summary>Reads it for a change: whoever else changes it waits.</summary>
    public async Task<Shelf> LockAsync(string name, string? etag = null) => (await db.LockAsync<Shelf>($"""
        SELECT {Columns} FROM shelf WHERE hub_id = @HubId AND id = @Id FOR NO KEY UPDATE
        """, new { HubId = name.HubId(), Id = name.Uuid() })
        ?? throw ApiError.NotFound(Shelf.Type, name)).RequireEtag(etag);

    public Task<Page<Shelf>> ListAsync(string parent, ListRequest list) => db.PageAsync<Shelf>(Shape, list, $"""
        SELECT {Columns} FROM shelf
        """, "@HubId = '-' OR hub_id = @HubId", new { HubId = parent.HubId() });

    public Task<Shelf> AddAsync(Shelf shelf) => db.InsertAsync(shelf, $"""
        INSERT INTO shelf (hub_id, id, display_name, theme_id, colour, note, labels, capacity, room, floor, neighbours,
            open_date,
                           keepers, height, budget, state)
        VALUES (@HubId, @Id, @DisplayName, @ThemeId, @Colour, @Note, @Labels, @Capacity, @Room, @Floor, @Neighbours,
            @OpenDate,
                @Keepers::jsonb, @Height, @Budget, @State)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    public Task<Shelf> SaveAsync(Shelf before, Shelf after) => db.UpdateAsync(before, after, $"""
        UPDATE shelf
        SET display_name = @DisplayName, colour = @Colour, note = @Note, labels = @Labels, capacity = @Capacity,
            room = @Room, floor = @Floor, neighbours = @Neighbours, open_date = @OpenDate, keepers = @Keepers::jsonb,
            height = @Height, budget = @Budget, state = @State, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);

    public Task RemoveAsync(Shelf shelf) => db.DeleteAsync(shelf, """
        DELETE FROM shelf WHERE hub_id = @HubId AND id = @Id AND revision = @Revision
        """);
}
