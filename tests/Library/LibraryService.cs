using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Library;

public sealed class LibraryService(ShelfStore shelves, BookStore books, ThemeStore themes, DbSession db)
    : V1.LibraryService.LibraryServiceBase
{
    public override async Task<V1.Shelf> GetShelf(V1.GetShelfRequest request, ServerCallContext context) =>
        (await shelves.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListShelvesResponse> ListShelves(V1.ListShelvesRequest request,
        ServerCallContext context)
    {
        var page = await shelves.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Shelves = { page.Rows.Select(shelf => shelf.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task ExportShelves(V1.ListShelvesRequest request,
        IServerStreamWriter<V1.Shelf> responseStream, ServerCallContext context)
    {
        foreach (var shelf in (await shelves.ListAsync(request.Parent, ListRequest.From(request))).Rows)
        {
            await responseStream.WriteAsync(shelf.ToProto(), context.CancellationToken);
        }
    }

    public override async Task<V1.Shelf> CreateShelf(V1.CreateShelfRequest request, ServerCallContext context) =>
        (await shelves.AddAsync(Shelf.New(request.Parent, request.Shelf))).ToProto();

    public override async Task<V1.Shelf> UpdateShelf(V1.UpdateShelfRequest request, ServerCallContext context)
    {
        var shelf = await shelves.LockAsync(request.Shelf.Name, request.Shelf.Etag);
        var merged = request.UpdateMask.Apply(shelf.ToProto(), request.Shelf);
        return (await shelves.SaveAsync(shelf, shelf.Edit(merged))).ToProto();
    }

    public override async Task<Empty> DeleteShelf(V1.DeleteShelfRequest request, ServerCallContext context)
    {
        await shelves.RemoveAsync(await shelves.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.Shelf> CloseShelf(V1.CloseShelfRequest request, ServerCallContext context)
    {
        var shelf = await shelves.LockAsync(request.Name, request.Etag);
        return (await shelves.SaveAsync(shelf, shelf.Close())).ToProto();
    }

    public override async Task<V1.ListBooksResponse> ListBooks(V1.ListBooksRequest request, ServerCallContext context)
    {
        var page = await books.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Books = { page.Rows.Select(book => book.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Book> CreateBook(V1.CreateBookRequest request, ServerCallContext context) =>
        (await books.AddAsync(Book.New(request.Parent, request.Book.Title))).ToProto();

    public override async Task<V1.ImportBooksResponse> ImportBooks(
        IAsyncStreamReader<V1.ImportBooksRequest> requestStream, ServerCallContext context)
    {
        await requestStream.MoveNext(context.CancellationToken);
        var parent = requestStream.Current.Parent;
        return new() { CreatedCount = await books.ImportAsync(parent, TitlesAsync(requestStream)) };
    }

    public override async Task<V1.Theme> GetTheme(V1.GetThemeRequest request, ServerCallContext context) =>
        (await themes.GetAsync(request.Name)).ToProto();

    public override async Task<V1.Theme> CreateTheme(V1.CreateThemeRequest request, ServerCallContext context) =>
        (await themes.AddAsync(new Theme { Id = request.ThemeId, Title = request.Theme.Title })).ToProto();

    public override async Task<Empty> Fail(V1.FailRequest request, ServerCallContext context)
    {
        await (request.How switch
        {
            "unexpected" => throw new FormatException("a text of the inside that nobody outside may read"),
            "sleep" => db.FindAsync<string>("SELECT pg_sleep(30)::text"),
            var state => db.FindAsync<string>("SELECT fail(@state)::text", new { state }),
        });
        return new();
    }

    public override async Task<Empty> Deceive(V1.DeceiveRequest request, ServerCallContext context)
    {
        await shelves.RemoveAsync(await shelves.GetAsync(request.Name));
        return new();
    }

    static async IAsyncEnumerable<string> TitlesAsync(IAsyncStreamReader<V1.ImportBooksRequest> stream)
    {
        do
        {
            foreach (var title in stream.Current.Titles.Concat(stream.Current.Books.Select(book => book.Title)))
            {
                yield return title;
            }
        }
        while (await stream.MoveNext(CancellationToken.None));
    }
}
