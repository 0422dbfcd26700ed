using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class ClientStreamTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Idle_streams_hold_no_connection()
    {
        var client = library.Library(_hub);
        var shelf = await library.ShelfAsync(_hub);
        List<AsyncClientStreamingCall<ImportBooksRequest, ImportBooksResponse>> idle = [];
        for (var streams = 0; streams < 50; streams++)
        {
            idle.Add(client.ImportBooks());
            await idle[^1].RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one" } });
        }

        for (var reads = 0; reads < 20; reads++)
        {
            await client.GetShelfAsync(new() { Name = shelf.Name }, deadline: DateTime.UtcNow.AddSeconds(2));
        }

        Assert.Equal(HttpStatusCode.OK, await ReadinessAsync());
        Assert.Equal(0, await library.WaitingAsync("Client", "idle in transaction"));
        idle.ForEach(call => call.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task Every_message_arrives_whether_kept_in_memory_or_in_a_file(int memory)
    {
        await using var service = await StartAsync(("MemoryBytes", $"{memory}"));
        var (client, shelf) = await ShelfAsync(service);
        var titles = Enumerable.Range(0, 300).Select(number => $"Title {number:000}").ToArray();

        using var call = client.ImportBooks();
        foreach (var part in titles.Chunk(7))
        {
            await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { part } });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(300, (await call.ResponseAsync).CreatedCount);
        var books = await client.ListBooksAsync(new() { Parent = shelf.Name, PageSize = 1000 });
        Assert.Equal(titles, books.Books.Select(book => book.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stream_in_which_nothing_comes_is_ended()
    {
        await using var service = await StartAsync(("IdleTimeout", "00:00:00.2"));
        var (client, shelf) = await ShelfAsync(service);
        using var empty = client.ImportBooks();
        using var begun = client.ImportBooks();
        await begun.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one" } });

        foreach (var call in new[] { empty, begun })
        {
            var status = await Refused.WithAsync(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
                () => call.ResponseAsync);
            Assert.Contains("within 0.2 s", status.Message);
        }

        Assert.Empty((await client.ListBooksAsync(new() { Parent = shelf.Name })).Books);
    }

    [Fact]
    public async Task A_stream_that_drips_is_ended()
    {
        await using var service = await StartAsync(("IdleTimeout", "00:00:01"), ("MinBytesPerSecond", "1000000"));
        var (client, shelf) = await ShelfAsync(service);
        using var call = client.ImportBooks();
        var dripping = DripAsync(call, shelf);

        await Refused.WithAsync(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, () => call.ResponseAsync);

        await dripping;
    }

    [Fact]
    public async Task A_stream_that_is_too_large_is_refused()
    {
        await using var service = await StartAsync(("MaxBytes", "1000"), ("MemoryBytes", "10"));
        var (client, shelf) = await ShelfAsync(service);
        using var call = client.ImportBooks();
        await call.RequestStream.SendAsync(Enumerable.Repeat(
            new ImportBooksRequest { Parent = shelf.Name, Titles = { new string('a', 500) } }, 3));

        var status = await Refused.WithAsync(StatusCode.ResourceExhausted, ErrorReason.RequestTooLarge,
            () => call.ResponseAsync);

        Assert.Contains("1000 bytes", status.Message);
    }

    [Fact]
    public async Task All_streams_together_are_bounded_and_what_one_took_is_free_after_it()
    {
        await using var service = await StartAsync(("MaxTotalBytes", "1000"));
        var (client, shelf) = await ShelfAsync(service);
        using var first = client.ImportBooks();
        using var second = client.ImportBooks();
        await first.RequestStream.WriteAsync(Part(shelf, "first"));
        await second.RequestStream.WriteAsync(Part(shelf, "second"));

        // The two are read at the same time: the one whose part is counted last is refused.
        var refused = await Task.WhenAny(first.ResponseAsync, second.ResponseAsync);
        await Refused.WithAsync(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, () => refused);
        var other = refused == first.ResponseAsync ? second : first;
        await other.RequestStream.CompleteAsync();
        await other.ResponseAsync;
        using var third = client.ImportBooks();
        await third.RequestStream.WriteAsync(Part(shelf, "third"));
        await third.RequestStream.CompleteAsync();

        Assert.Equal(1, (await third.ResponseAsync).CreatedCount);
    }

    static ImportBooksRequest Part(Shelf shelf, string title) =>
        new() { Parent = shelf.Name, Titles = { title.PadRight(600, '.') } };

    static async Task DripAsync(AsyncClientStreamingCall<ImportBooksRequest, ImportBooksResponse> call, Shelf shelf)
    {
        try
        {
            for (; ; await Task.Delay(50))
            {
                await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "a" } });
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The service has ended the call.
        }
    }

    async Task<(LibraryServiceClient Client, Shelf Shelf)> ShelfAsync(TestService service)
    {
        var client = service.Client<LibraryServiceClient>(LibraryFixture.Token(_hub));
        return (client, await client.CreateShelfAsync(
            new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "A" } }));
    }

    async Task<HttpStatusCode> ReadinessAsync()
    {
        using var http = library.Service.Http((string?)null);
        using var response = await http.GetAsync("/health/ready");
        return response.StatusCode;
    }

    static Task<TestService> StartAsync(params (string Key, string Value)[] streams) =>
        TestService.StartAsync<Library.LibraryService>("library",
            streams.ToDictionary(setting => $"Streams:{setting.Key}", setting => (string?)setting.Value));
}
