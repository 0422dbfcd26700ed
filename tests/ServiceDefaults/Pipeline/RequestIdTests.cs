using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class RequestIdTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public RequestIdTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Two_hundred_identical_creates_at_once_make_one()
    {
        var request = Creation("A");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(async _ => await _client.CreateShelfAsync(request)));

        Assert.Single(answers.Distinct());
        Assert.Single((await ListAsync()).Shelves);
        Assert.Equal(1, await CountAsync("change"));
    }

    [Fact]
    public async Task Two_hundred_creates_without_an_id_make_one_and_the_rest_exist()
    {
        var request = Creation("A");
        request.RequestId = "";

        var codes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => CodeAsync(request)));

        Assert.Single(codes, StatusCode.OK);
        Assert.Equal(199, codes.Count(code => code == StatusCode.AlreadyExists));
    }

    [Fact]
    public async Task The_first_answer_is_given_again_after_the_world_has_moved_on()
    {
        var request = Creation("A");
        var first = await _client.CreateShelfAsync(request);
        await _client.UpdateShelfAsync(new() { Shelf = new() { Name = first.Name, DisplayName = "B" } });

        var again = await _client.CreateShelfAsync(request);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Another_body_or_method_under_the_same_id_is_refused()
    {
        var request = Creation("A");
        var shelf = await _client.CreateShelfAsync(request);
        var other = request.Clone();
        other.Shelf.Capacity = 1;

        await ReusedAsync(async () => await _client.CreateShelfAsync(other));
        await ReusedAsync(async () =>
            await _client.CloseShelfAsync(new() { Name = shelf.Name, RequestId = request.RequestId }));

        Assert.Equal(shelf, await _client.GetShelfAsync(new() { Name = shelf.Name }));
    }

    [Fact]
    public async Task An_id_belongs_to_its_caller_and_hub()
    {
        var request = Creation("A");
        await _client.CreateShelfAsync(request);
        var colleague = _library.Client<LibraryServiceClient>(LibraryFixture.Token(_hub) with { Client = "colleague" });
        var other = request.Clone();
        other.Shelf.DisplayName = "B";

        var theirs = await colleague.CreateShelfAsync(other);

        Assert.Equal("B", theirs.DisplayName);
    }

    [Fact]
    public async Task A_call_that_failed_may_be_made_again()
    {
        await _library.ShelfAsync(_hub, with => with.DisplayName = "A");
        var request = Creation("A");
        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () =>
            await _client.CreateShelfAsync(request));
        await _client.UpdateShelfAsync(new()
        {
            Shelf = new()
            {
                Name = (await ListAsync()).Shelves[0].Name,
                DisplayName =
            "B"
            }
        });

        var created = await _client.CreateShelfAsync(request);

        Assert.Equal("A", created.DisplayName);
    }

    [Fact]
    public async Task A_stream_is_all_or_nothing_and_done_once()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var id = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => ImportAsync(shelf.Name, id, "one", "two", "two")));

        Assert.All(answers, answer => Assert.Equal(2, answer.CreatedCount));
        Assert.Equal(2, (await _client.ListBooksAsync(new() { Parent = shelf.Name })).Books.Count);
        await ReusedAsync(() => ImportAsync(shelf.Name, id, "one", "three"));
        Assert.Equal(0, (await ImportAsync(shelf.Name, "", "one", "two")).CreatedCount);
    }

    async Task<int> CountAsync(string table) => (int)await _library.LookAsync<long>(_hub,
        $"SELECT count(*) FROM {table}");

    CreateShelfRequest Creation(string displayName) =>
        new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = displayName },
            RequestId = Guid.NewGuid()
            .ToString()
        };

    async Task<ListShelvesResponse> ListAsync() => await _client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });

    async Task<StatusCode> CodeAsync(CreateShelfRequest request)
    {
        try
        {
            await _client.CreateShelfAsync(request);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    async Task<ImportBooksResponse> ImportAsync(string parent, string requestId, params string[] titles)
    {
        using var call = _client.ImportBooks();
        await call.RequestStream.SendAsync(titles.Select(title =>
            new ImportBooksRequest { Parent = parent, Titles = { title }, RequestId = requestId }));
        return await call.ResponseAsync;
    }

    static Task<Google.Rpc.Status> ReusedAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused, call);
}
