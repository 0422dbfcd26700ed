using System.Net;
using System.Text;
using Google.Protobuf;
using Mastery.Library.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class StreamedBodyTests : IClassFixture<LibraryFixture>, IDisposable
{
    const string Lines = "application/x-ndjson";
    const string Array = "application/json";

    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly HttpClient _http;

    public StreamedBodyTests(LibraryFixture library)
    {
        _library = library;
        _http = library.Http(_hub);
    }

    [Theory]
    [InlineData(Lines, "{\"title\":\"A\"}\n{\"title\":\"B\"}\n")]
    [InlineData(Lines, "{\"title\":\"A\"}\r\n\r\n  {\"title\":\"B\"}")]
    [InlineData("application/jsonl; charset=utf-8", "{\"title\":\"A\"}\n{\"title\":\"B\"}")]
    [InlineData("application/ndjson", "\uFEFF{\"title\":\"A\"}\n{\"title\":\"B\"}\n")]
    [InlineData(Array, "[{\"title\":\"A\"},{\"title\":\"B\"}]")]
    [InlineData(Array, "\uFEFF[\n{\"title\":\"A\", \"etag\":null},\n{\"title\":\"B\"}]\n")]
    public async Task Takes_lines_of_JSON_and_arrays(string mediaType, string body)
    {
        var shelf = await _library.ShelfAsync(_hub);

        var answer = await ImportedAsync(await PostAsync(shelf, body, mediaType));

        Assert.Equal(2, answer.CreatedCount);
        Assert.Equal(["A", "B"], await TitlesAsync(shelf));
    }

    [Theory]
    [InlineData(Lines, "")]
    [InlineData(Lines, "\n\n")]
    [InlineData(Array, "[]")]
    public async Task A_body_without_records_is_a_stream_without_records(string mediaType, string body)
    {
        var answer = await ImportedAsync(await PostAsync(await _library.ShelfAsync(_hub), body, mediaType));

        Assert.Equal(0, answer.CreatedCount);
    }

    [Theory]
    [InlineData(Lines)]
    [InlineData(Array)]
    public async Task Every_record_of_a_long_body_arrives_in_one_transaction(string mediaType)
    {
        var shelf = await _library.ShelfAsync(_hub);
        var titles = Enumerable.Range(0, 950).Select(number => $"Title {number:000}").ToList();
        var records = titles.Select(title => $"{{\"title\":\"{title}\"}}");

        var answer = await ImportedAsync(await PostAsync(shelf,
            mediaType == Lines ? string.Join('\n', records) : $"[{string.Join(',', records)}]", mediaType));

        Assert.Equal(titles.Count, answer.CreatedCount);
        Assert.Equal(titles, await TitlesAsync(shelf));
    }

    [Fact]
    public async Task Parameters_are_those_of_the_request()
    {
        var shelf = await _library.ShelfAsync(_hub);

        var answer = await ImportedAsync(await PostAsync(shelf, "{\"title\":\"A\"}", Lines, "?validateOnly=true"));

        Assert.Equal(1, answer.CreatedCount);
        Assert.Empty(await TitlesAsync(shelf));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var id = Guid.NewGuid().ToString();

        foreach (var form in new[] { $"?requestId={id}", $"?request_id={id}" })
        {
            var answer = await ImportedAsync(await PostAsync(shelf, "{\"title\":\"A\"}", Lines, form));
            Assert.Equal(1, answer.CreatedCount);
        }

        Assert.Equal(["A"], await TitlesAsync(shelf));
        using var other = await PostAsync(shelf, "{\"title\":\"B\"}", Lines, $"?requestId={id}");
        Assert.Contains("REQUEST_ID_REUSED", await RefusalAsync(other, HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(Lines, "{\"title\":\"A\"}\n{\"titel\":\"B\"}", "books[1].titel", "use name, title")]
    [InlineData(Array, "[{\"title\":\"A\"},{\"title\":7}]", "books[1].title", "must be text")]
    [InlineData(Lines, "{\"title\":\"A\"}\n[]", "books[1]", "must be a JSON object")]
    [InlineData(Lines, "{\"title\":\"A\"}\nnull", "books[1]", "must be a JSON object")]
    public async Task Names_the_record_and_the_field_that_cannot_be_read(
        string mediaType, string body, string field, string what)
    {
        var shelf = await _library.ShelfAsync(_hub);

        var refusal = await RefusalAsync(await PostAsync(shelf, body, mediaType), HttpStatusCode.BadRequest);

        Assert.Contains($"\"field\":\"{field}\"", refusal);
        Assert.Contains(what, refusal);
        Assert.Empty(await TitlesAsync(shelf));
    }

    [Theory]
    [InlineData(Lines, "{\"title\":\"A\"}\n{\"title\":\"B\"", "Record 2 is not valid JSON")]
    [InlineData(Lines, "{\"title\":\"A\"}\n{\"title\":\"B\",\"title\":\"C\"}", "has a key twice")]
    [InlineData(Array, "{\"title\":\"A\"}", "the body is no JSON array")]
    [InlineData(Array, "[{\"title\":\"A\"},", "Record 2 is not valid JSON")]
    [InlineData(Array, "", "Record 1 is not valid JSON")]
    [InlineData(Lines, "title\nA", "Record 1 is not valid JSON")]
    public async Task Says_where_the_JSON_breaks_off(string mediaType, string body, string what)
    {
        var shelf = await _library.ShelfAsync(_hub);

        Assert.Contains(what, await RefusalAsync(await PostAsync(shelf, body, mediaType), HttpStatusCode.BadRequest));
        Assert.Empty(await TitlesAsync(shelf));
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-ndjson; charset=windows-1252")]
    public async Task Refuses_another_media_type(string mediaType)
    {
        using var response = await PostAsync(await _library.ShelfAsync(_hub), "{\"title\":\"A\"}", mediaType);

        Assert.Contains("application/x-ndjson", await RefusalAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Refuses_a_parameter_that_is_none()
    {
        var shelf = await _library.ShelfAsync(_hub);

        using var response = await PostAsync(shelf, "{\"title\":\"A\"}", Lines, "?validate=true");

        Assert.Contains("it takes titles, validateOnly, requestId", await RefusalAsync(
            response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Refuses_a_record_larger_than_a_message()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var body = $"{{\"title\":\"A\"}}\n{{\"title\":\"{new string('a', 5 * 1024 * 1024)}\"}}\n";

        using var response = await PostAsync(shelf, body, Lines);

        await RefusalAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Takes_a_body_larger_than_a_message()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var body = string.Concat(Enumerable.Range(0, 25_000).Select(
            number => $"{{\"title\":\"{number} {new string('a', 200)}\"}}\n"));
        Assert.True(body.Length > 5_000_000);

        var answer = await ImportedAsync(await PostAsync(shelf, body, Lines, "?validateOnly=true"));

        Assert.Equal(25_000, answer.CreatedCount);
    }

    [Fact]
    public async Task Is_held_to_the_scopes_and_hubs_of_the_token()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var reader = _library.Http(_hub, without: "shelves.write");
        using var stranger = _library.Http(LibraryFixture.NewHub());
        using var nobody = _library.Service.Http((string?)null);

        using var unscoped = await PostAsync(shelf, "{\"title\":\"A\"}", Lines, by: reader);
        using var outside = await PostAsync(shelf, "{\"title\":\"A\"}", Lines, by: stranger);
        using var anonymous = await PostAsync(shelf, "{\"title\":\"A\"}", Lines, by: nobody);

        Assert.Contains("SCOPE_MISSING", await RefusalAsync(unscoped, HttpStatusCode.Forbidden));
        Assert.Contains("RESOURCE_NOT_FOUND", await RefusalAsync(outside, HttpStatusCode.NotFound));
        await RefusalAsync(anonymous, HttpStatusCode.Unauthorized);
        Assert.Empty(await TitlesAsync(shelf));
    }

    [Fact]
    public async Task Answers_within_seconds_when_a_record_is_wrong_and_the_body_goes_on()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var body = new EndlessBody("{\"titel\":\"A\"}\n");
        using var request = Request(shelf, body);

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        body.End();
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_ended()
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library",
            new Dictionary<string, string?> { ["Streams:IdleTimeout"] = "00:00:00.2" });
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(_hub));
        var shelf = await client.CreateShelfAsync(
            new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "A" } });
        using var http = service.Http(LibraryFixture.Token(_hub));
        using var body = new EndlessBody("{\"title\":\"A\"}\n");
        using var request = Request(shelf, body);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        body.End();
        Assert.Empty((await client.ListBooksAsync(new() { Parent = shelf.Name })).Books);
    }

    public void Dispose() => _http.Dispose();

    static HttpRequestMessage Request(Shelf shelf, HttpContent body)
    {
        body.Headers.ContentType = new(Lines);
        return new(HttpMethod.Post, Path(shelf))
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    static string Path(Shelf shelf) => $"/v1/{shelf.Name}/books:import";

    async Task<HttpResponseMessage> PostAsync(
        Shelf shelf, string body, string mediaType, string query = "", HttpClient? by = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return await (by ?? _http).PostAsync(Path(shelf) + query, content);
    }

    static async Task<ImportBooksResponse> ImportedAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, body);
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
            AssertPlain(response);
            return JsonParser.Default.Parse<ImportBooksResponse>(body);
        }
    }

    static async Task<string> RefusalAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == status, $"{response.StatusCode} {body}");
            AssertPlain(response);
            return body;
        }
    }

    static void AssertPlain(HttpResponseMessage response) => Assert.DoesNotContain(response.Headers,
        header => header.Key.StartsWith("grpc", StringComparison.OrdinalIgnoreCase));

    async Task<IReadOnlyList<string>> TitlesAsync(Shelf shelf)
    {
        var books = await _library.Library(_hub).ListBooksAsync(new() { Parent = shelf.Name, PageSize = 1000 });
        return [.. books.Books.Select(book => book.Title).Order(StringComparer.Ordinal)];
    }

    /// <summary>A body that begins and does not go on.</summary>
    sealed class EndlessBody(string beginning) : HttpContent
    {
        readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);
        readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_beginning);
            await stream.FlushAsync();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
