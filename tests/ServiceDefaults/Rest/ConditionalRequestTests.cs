using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grpc.Core;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class ConditionalRequestTests : IClassFixture<LibraryFixture>, IDisposable
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly HttpClient _http;

    public ConditionalRequestTests(LibraryFixture library)
    {
        _library = library;
        _http = library.Http(_hub);
    }

    [Fact]
    public async Task An_answer_that_is_a_resource_has_its_etag()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var read = await SendAsync(HttpMethod.Get, shelf.Name);
        using var changed = await PatchAsync(shelf.Name, "B");
        using var closed = await SendAsync(HttpMethod.Post, shelf.Name + ":close");

        Assert.Equal($"\"{shelf.Etag}\"", read.Headers.ETag?.ToString());
        foreach (var answer in new[] { changed, closed })
        {
            Assert.Equal($"\"{(await JsonAsync(answer)).GetProperty("etag").GetString()}\"",
                answer.Headers.ETag?.ToString());
        }
    }

    [Fact]
    public async Task A_list_has_no_etag()
    {
        using var list = await SendAsync(HttpMethod.Get, $"hubs/{_hub}/shelves");

        Assert.Null(list.Headers.ETag);
    }

    [Fact]
    public async Task A_delete_with_a_stale_If_Match_deletes_nothing()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });
        using var changed = await PatchAsync(shelf.Name, "B");

        using var stale = await SendAsync(HttpMethod.Delete, shelf.Name, ifMatch: $"\"{shelf.Etag}\"");
        using var present = await SendAsync(HttpMethod.Delete, shelf.Name, ifMatch: changed.Headers.ETag!.ToString());

        await RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "CONFLICT");
        Assert.Null(stale.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, present.StatusCode);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("W/\"{0}\"")]
    [InlineData("{0}")]
    [InlineData("*")]
    public async Task An_update_takes_the_present_etag_however_it_is_written(string form)
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var answer = await PatchAsync(shelf.Name, "B", string.Format(null, form, shelf.Etag));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_update_and_a_verb_with_a_stale_If_Match_change_nothing()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var update = await PatchAsync(shelf.Name, "B", "\"r9\"");
        using var verb = await SendAsync(HttpMethod.Post, shelf.Name + ":close", ifMatch: "\"r9\"");

        await RefusedAsync(update, HttpStatusCode.PreconditionFailed, "CONFLICT");
        await RefusedAsync(verb, HttpStatusCode.PreconditionFailed, "CONFLICT");
        Assert.Equal(shelf, await _library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name }));
    }

    [Fact]
    public async Task An_etag_in_the_body_is_answered_as_over_gRPC()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });
        using var content = Json("{\"displayName\":\"B\",\"etag\":\"r9\"}");

        using var stale = await _http.PatchAsync($"/v1/{shelf.Name}", content);

        await RefusedAsync(stale, HttpStatusCode.Conflict, "CONFLICT");
    }

    [Theory]
    [InlineData("\"r1\", \"r2\"")]
    public async Task An_If_Match_of_several_is_refused(string header)
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var answer = await PatchAsync(shelf.Name, "B", header);

        await RefusedAsync(answer, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task A_condition_that_a_method_cannot_keep_is_refused_and_not_passed_over()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var create = await SendAsync(
            HttpMethod.Post, $"hubs/{_hub}/shelves", ifMatch: "\"r1\"", body: "{\"displayName\":\"A\"}");
        using var write = await SendAsync(HttpMethod.Delete, shelf.Name, ifNoneMatch: "\"r1\"");

        await RefusedAsync(create, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
        await RefusedAsync(write, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("\"r9\", W/\"{0}\"")]
    [InlineData("*")]
    public async Task A_read_of_what_the_caller_has_answers_not_modified(string form)
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var answer = await SendAsync(
            HttpMethod.Get, shelf.Name, ifNoneMatch: string.Format(null, form, shelf.Etag));

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal($"\"{shelf.Etag}\"", answer.Headers.ETag?.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_read_of_what_has_changed_answers_it()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });
        using var changed = await PatchAsync(shelf.Name, "B");

        using var answer = await SendAsync(HttpMethod.Get, shelf.Name, ifNoneMatch: $"\"{shelf.Etag}\"");
        using var only = await SendAsync(HttpMethod.Get, shelf.Name, ifMatch: $"\"{shelf.Etag}\"");

        Assert.Equal("B", (await JsonAsync(answer)).GetProperty("displayName").GetString());
        await RefusedAsync(only, HttpStatusCode.PreconditionFailed, "CONFLICT");
    }

    [Fact]
    public async Task A_create_answers_201_and_where_the_resource_is()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"hubs/{_hub}/shelves", body: "{\"displayName\":\"A\"}");
        using var validated = await SendAsync(
            HttpMethod.Post, $"hubs/{_hub}/shelves?validateOnly=true", body: "{\"displayName\":\"B\"}");

        var shelf = await JsonAsync(answer);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/v1/{shelf.GetProperty("name").GetString()}", answer.Headers.Location?.ToString());
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal((HttpStatusCode.OK, null, null),
            (validated.StatusCode, validated.Headers.Location, validated.Headers.ETag));
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_a_body()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        using var found = await SendAsync(HttpMethod.Head, shelf.Name);
        using var missing = await SendAsync(HttpMethod.Head, $"hubs/{_hub}/shelves/{Guid.NewGuid()}");

        Assert.Equal((HttpStatusCode.OK, $"\"{shelf.Etag}\""), (found.StatusCode, found.Headers.ETag?.ToString()));
        Assert.Empty(await found.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Over_gRPC_the_headers_mean_nothing()
    {
        var shelf = await _library.ShelfAsync(_hub, _ => { });

        var deleted = await _library.Library(_hub).DeleteShelfAsync(
            new() { Name = shelf.Name }, new Metadata { { "If-Match", "\"r9\"" } });

        Assert.NotNull(deleted);
    }

    public void Dispose() => _http.Dispose();

    Task<HttpResponseMessage> PatchAsync(string name, string displayName, string? ifMatch = null) =>
        SendAsync(HttpMethod.Patch, name, ifMatch, body: $"{{\"displayName\":\"{displayName}\"}}");

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? ifMatch = null,
        string? ifNoneMatch = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : Json(body),
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await _http.SendAsync(request);
    }

    static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string reason)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.StatusCode} {body}");
        Assert.Contains($"\"{reason}\"", body);
    }
}
