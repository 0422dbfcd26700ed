using Dapper;
using Mastery.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Library;

public sealed class BookStore(DbSession db)
{
    const string Columns = "hub_id, id, shelf_id, title, revision, create_time, update_time";

    static readonly ListShape Shape = ListShape.Of(V1.Book.Descriptor, ["hub_id", "shelf_id", "id"]);

    public Task<Page<Book>> ListAsync(string parent, ListRequest list) => db.PageAsync<Book>(Shape, list, $"""
        SELECT {Columns} FROM book
        """, "(@HubId = '-' OR hub_id = @HubId) AND (@Shelf = '-' OR shelf_id::text = @Shelf)",
        new { HubId = parent.HubId(), Shelf = parent.Id() });

    public Task<Book> AddAsync(Book book) => db.InsertAsync(book, $"""
        INSERT INTO book (hub_id, id, shelf_id, title) VALUES (@HubId, @Id, @ShelfId, @Title)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    public async Task<int> ImportAsync(string parent, IAsyncEnumerable<string> titles)
    {
        var created = 0;
        await db.BulkAsync(async (connection, transaction, cancellation) =>
        {
            await connection.ExecuteAsync("CREATE TEMP TABLE incoming (id uuid, title text) ON COMMIT DROP",
                transaction: transaction);
            await CopyAsync(connection, titles, cancellation);
            created = await connection.ExecuteAsync($"""
                WITH merged AS (
                    INSERT INTO book (hub_id, id, shelf_id, title) SELECT @HubId, id, @ShelfId, title FROM incoming
                    ON CONFLICT DO NOTHING RETURNING {Columns})
                {ChangeLog.BulkSql}
                SELECT format('hubs/%s/shelves/%s/books/%s', hub_id, shelf_id, id), 'mastery.test/Book', 'CREATED',
                    '{"{title}"}', NULL, jsonb_build_object('title', title), NULL
                FROM merged
                """, new { HubId = parent.HubId(), ShelfId = parent.Uuid() }, transaction);
        });
        return created;
    }

    static async Task CopyAsync(NpgsqlConnection connection, IAsyncEnumerable<string> titles,
        CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY incoming FROM STDIN (FORMAT binary)",
            cancellation);
        await foreach (var title in titles.WithCancellation(cancellation))
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(title, NpgsqlDbType.Text, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }
}
