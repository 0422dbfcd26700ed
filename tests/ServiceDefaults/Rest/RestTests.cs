using System.Net;
using System.Text;
using System.Text.Json;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class RestTests : IClassFixture<LibraryFixture>, IDisposable
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly HttpClient _http;

    public RestTests(LibraryFixture library)
    {
        _library = library;
        _http = library.Http(_hub);
    }

    public static TheoryData<string> BadBodies =>
    [
        "{",
        "",
        "null",
        "[]",
        "\"text\"",
        "{\"displayName\":\"a\"} and more",
        "{\"displayName\":\"a\",}",
        "{\"displayName\":1}",
        "{\"displayName\":{}}",
        "{\"displayName\":\"a\",\"displayname\":\"b\"}",
        "{\"displayName\":\"a\",\"nothing\":1}",
        "{\"displayName\":\"a\",\"displayName\":\"b\"}",
        "{\"displayName\":\"a\",\"display_name\":\"b\"}",
        "{\"displayName\":\"a\",\"place\":{\"nothing\":1}}",
        "{\"displayName\":\"a\",\"place\":[]}",
        "{\"displayName\":\"a\",\"keepers\":[{\"displayName\":\"k\",\"nothing\":1}]}",
        "{\"displayName\":\"a\",\"capacity\":\"many\"}",
        "{\"displayName\":\"a\",\"capacity\":99999999999}",
        "{\"displayName\":\"a\",\"colour\":\"COLOUR_NONE\"}",
        "{\"displayName\":\"a\",\"labels\":\"a\"}",
        "{\"displayName\":\"half a pair \\ud800\"}",
        "{\"displayName\":\"a\",\"createTime\":\"yesterday\"}",
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_does_not_fit_is_refused_in_the_one_form(string body)
    {
        using var response = await PostAsync("/shelves", body);

        await RefusedAsync(response, HttpStatusCode.BadRequest, null);
    }

    [Theory]
    [InlineData("?nothing=1")]
    [InlineData("?page_size=1&nothing.at.all=1")]
    [InlineData("?pageSize=1&pageSize=2")]
    [InlineData("?pageSize=many")]
    [InlineData("?pageSize=99999999999")]
    [InlineData("?parent=hubs/other")]
    [InlineData("?filter=a&filter=b")]
    [InlineData("?Filter=a")]
    public async Task A_query_that_does_not_fit_is_refused(string query)
    {
        using var response = await _http.GetAsync($"/v1/hubs/{_hub}/shelves{query}");

        await RefusedAsync(response, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nothing")]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Only_JSON_in_UTF_8_is_read(string type)
    {
        using var content = new ByteArrayContent("{\"displayName\":\"a\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

        await RefusedAsync(response, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    public async Task The_name_of_UTF_8_may_stand_in_quotes(string type)
    {
        using var content = new ByteArrayContent("{\"displayName\":\"a\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_UTF_8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"displayName\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

        await RefusedAsync(response, HttpStatusCode.BadRequest, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task A_body_over_four_mebibytes_is_too_large()
    {
        using var response = await PostAsync("/shelves", $"{{\"displayName\":\"{new string('a', 4 * 1024 * 1024)}\"}}");

        await RefusedAsync(response, HttpStatusCode.RequestEntityTooLarge, "REQUEST_TOO_LARGE");
    }

    [Fact]
    public async Task A_path_that_is_not_there_says_so()
    {
        using var response = await _http.GetAsync("/v1/nothing");

        await RefusedAsync(response, HttpStatusCode.NotFound, "METHOD_NOT_FOUND");
    }

    [Fact]
    public async Task A_verb_that_a_path_does_not_take_says_so()
    {
        using var response = await _http.PutAsync($"/v1/hubs/{_hub}/shelves", null);

        await RefusedAsync(response, HttpStatusCode.MethodNotAllowed, "METHOD_NOT_FOUND");
    }

    [Theory]
    [InlineData("/v1/hubs/HUB/shelves/a%2Fb")]
    [InlineData("/v1/hubs/HUB/shelves/a%2fb")]
    [InlineData("/v1/hubs/HUB/shelves/%C3%28")]
    public async Task A_segment_that_no_name_has_is_refused(string path)
    {
        using var response = await _http.GetAsync(path.Replace("HUB", _hub));

        await RefusedAsync(response, HttpStatusCode.BadRequest, null);
    }

    [Fact]
    public async Task Refusals_of_the_pipeline_have_their_details()
    {
        using var response = await _http.GetAsync($"/v1/hubs/{_hub}/shelves/{Guid.NewGuid()}");

        var body = await RefusedAsync(response, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");

        Assert.Contains(body.GetProperty("details").EnumerateArray(), detail =>
            detail.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.ResourceInfo");
    }

    [Fact]
    public async Task Null_leaves_a_field_unset_and_a_missing_body_is_an_empty_one()
    {
        using var created = await PostAsync("/shelves", "{\"displayName\":\"a\",\"place\":null,\"colour\":null}");
        var name = (await JsonAsync(created)).GetProperty("name").GetString();

        using var closed = await _http.PostAsync($"/v1/{name}:close", null);

        Assert.Equal("STATE_CLOSED", (await JsonAsync(closed)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Masks_are_in_the_spelling_of_JSON()
    {
        var shelf = await _library.ShelfAsync(_hub, with => with.Place = new() { Room = "1", Floor = "1" });
        using var content = Json("{\"displayName\":\"B\",\"capacity\":9,\"place\":{\"floor\":\"2\"}}");

        using var response = await _http.PatchAsync($"/v1/{shelf.Name}?updateMask=displayName,place.floor", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var updated = await _library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name });
        Assert.Equal(("B", 0, "1", "2"), (updated.DisplayName, updated.Capacity, updated.Place.Room,
            updated.Place.Floor));
    }

    [Fact]
    public async Task The_header_Idempotency_Key_is_the_request_id()
    {
        var key = Guid.NewGuid().ToString();

        using var first = await PostAsync("/shelves", "{\"displayName\":\"A\"}", key);
        using var again = await PostAsync("/shelves", "{\"displayName\":\"A\"}", key);
        using var quoted = await PostAsync("/shelves", "{\"displayName\":\"A\"}", $"\"{key}\"");
        using var capitals = await PostAsync($"/shelves?requestId={key}", "{\"displayName\":\"A\"}",
            $"\"{key.ToUpperInvariant()}\"");
        using var other = await PostAsync("/shelves", "{\"displayName\":\"B\"}", key);
        using var bad = await PostAsync("/shelves", "{\"displayName\":\"C\"}", "once");
        using var both = await PostAsync($"/shelves?requestId={Guid.NewGuid()}", "{\"displayName\":\"C\"}", key);

        var name = (await JsonAsync(first)).GetProperty("name").GetString();
        foreach (var answer in new[] { again, quoted, capitals })
        {
            Assert.Equal(name, (await JsonAsync(answer)).GetProperty("name").GetString());
        }

        await RefusedAsync(other, HttpStatusCode.BadRequest, "REQUEST_ID_REUSED");
        await RefusedAsync(bad, HttpStatusCode.BadRequest, "INVALID_FIELD");
        await RefusedAsync(both, HttpStatusCode.BadRequest, "INVALID_FIELD");
    }

    [Fact]
    public async Task Numbers_of_64_bits_are_texts()
    {
        using var response = await PostAsync("/shelves", "{\"displayName\":\"A\",\"budget\":\"9007199254740993\"}");

        Assert.Equal("9007199254740993", (await JsonAsync(response)).GetProperty("budget").GetString());
    }

    [Fact]
    public async Task Random_bodies_never_cost_more_than_a_refusal()
    {
        const string Good =
            "{\"displayName\":\"a\",\"capacity\":1,\"place\":{\"room\":\"1\"},\"labels\":[\"a\"],"
                + "\"openDate\":\"2024-01-01\"}";
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var body = Encoding.UTF8.GetBytes(Good);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

            Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}: {Encoding.UTF8.GetString(body)}");
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    public void Dispose() => _http.Dispose();

    Task<HttpResponseMessage> PostAsync(string path, string body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hubs/{_hub}{path}")
        {
            Content = Json(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return _http.SendAsync(request);
    }

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    static async Task<JsonElement> RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string? reason)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.NotEqual(0, body.GetProperty("code").GetInt32());
        Assert.NotEqual("", body.GetProperty("message").GetString());
        var info = body.GetProperty("details").EnumerateArray()
            .Single(detail => detail.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.ErrorInfo");
        Assert.Equal("mastery-services", info.GetProperty("domain").GetString());
        Assert.DoesNotContain("System.", text);
        if (reason is not null)
        {
            Assert.Equal(reason, info.GetProperty("reason").GetString());
        }

        return body;
    }
}
