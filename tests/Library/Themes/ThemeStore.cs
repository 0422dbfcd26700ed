using Mastery.ServiceDefaults;

namespace Mastery.Library;

public sealed class ThemeStore(DbSession db)
{
    const string Columns = "id, title, revision, create_time, update_time";

    public async Task<Theme> GetAsync(string name) =>
        await db.FindAsync<Theme>($"SELECT {Columns} FROM theme WHERE id = @Id", new { Id = name.Id() })
            ?? throw ApiError.NotFound(Theme.Type, name);

    public Task<Theme> AddAsync(Theme theme) => db.InsertAsync(theme, $"""
        INSERT INTO theme (id, title) VALUES (@Id, @Title) ON CONFLICT DO NOTHING RETURNING {Columns}
        """);
}
