using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class RepeatedRequestTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public RepeatedRequestTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Is_answered_before_anything_is_locked()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var request = new CloseShelfRequest { Name = shelf.Name, RequestId = Guid.NewGuid().ToString() };
        var first = await _client.CloseShelfAsync(request);
        await using var locked = await LockedRow.OfAsync(_library.Service.Database, "shelf", shelf.Name);

        Assert.Equal(first, await CloseAsync(request));
        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            () => CloseAsync(new(request) { Etag = "r1" }));
    }

    [Fact]
    public async Task Is_answered_when_the_first_ends_while_the_second_is_at_work()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var request = new CloseShelfRequest { Name = shelf.Name, RequestId = Guid.NewGuid().ToString() };
        await using var locked = await LockedRow.OfAsync(_library.Service.Database, "shelf", shelf.Name);
        Task<Shelf>[] both = [CloseAsync(request), CloseAsync(request)];
        await locked.WaitersAsync(2);
        await locked.ReleaseAsync();

        var answers = await Task.WhenAll(both);

        Assert.Equal(Shelf.Types.State.Closed, answers[0].State);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(1, await _library.LookAsync<long>(_hub, "SELECT count(*) FROM change WHERE kind = 'UPDATED'"));
    }

    [Fact]
    public async Task Is_answered_also_when_the_first_changed_nothing()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var id = Guid.NewGuid().ToString();

        var first = await ImportAsync(shelf, id);
        var again = await ImportAsync(shelf, id);

        Assert.Equal((0, 0), (first.CreatedCount, again.CreatedCount));
        Assert.Equal(1, await _library.LookAsync<long>(_hub,
            $"SELECT count(*) FROM request WHERE request_id = '{id}'"));
    }

    async Task<Shelf> CloseAsync(CloseShelfRequest request) =>
        await _client.CloseShelfAsync(request, deadline: DateTime.UtcNow.AddSeconds(10));

    async Task<ImportBooksResponse> ImportAsync(Shelf shelf, string id)
    {
        using var call = _client.ImportBooks();
        await call.RequestStream.SendAsync(new ImportBooksRequest { Parent = shelf.Name, RequestId = id });
        return await call.ResponseAsync;
    }
}
