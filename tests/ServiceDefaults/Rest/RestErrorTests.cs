using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class RestErrorTests : IClassFixture<LibraryFixture>, IDisposable
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly HttpClient _http;

    public RestErrorTests(LibraryFixture library)
    {
        _library = library;
        _http = library.Http(_hub);
    }

    [Theory]
    [InlineData("{\"displayName\":\"A\",\"colour\":\"PINK\"}", "colour", "must be one of COLOUR_")]
    [InlineData("{\"displayName\":\"A\",\"colour\":true}", "colour", "must be one of COLOUR_")]
    [InlineData("{\"displayName\":7}", "displayName", "must be text")]
    [InlineData("{\"display_name\":7}", "display_name", "must be text")]
    [InlineData("{\"displayName\":\"A\",\"labels\":\"a\"}", "labels", "must be a list")]
    [InlineData("{\"displayName\":\"A\",\"labels\":[\"a\",1]}", "labels[1]", "must be text")]
    [InlineData("{\"displayName\":\"A\",\"place\":[]}", "place", "must be an object")]
    [InlineData("{\"displayName\":\"A\",\"place\":{\"flor\":\"1\"}}", "place.flor",
        "is no field here: use room, floor")]
    [InlineData("{\"displayName\":\"A\",\"keepers\":[{\"nothing\":1}]}", "keepers[0].nothing", "is no field here")]
    [InlineData("{\"displayName\":\"A\",\"capacity\":\"5\"}", "capacity",
        "must be a whole number from -2147483648 to 2147483647, without quotation marks")]
    [InlineData("{\"displayName\":\"A\",\"capacity\":1.5}", "capacity", "must be a whole number")]
    [InlineData("{\"displayName\":\"A\",\"budget\":\"much\"}", "budget", "must be a whole number")]
    [InlineData("{\"displayName\":\"A\",\"height\":\"tall\"}", "height", "must be a number")]
    [InlineData("{\"displayName\":\"A\",\"createTime\":\"2025-09-01\"}", "createTime", "must be a time with its zone")]
    [InlineData("{\"displayName\":\"A\",\"displayName\":\"B\"}", "", "has a key twice")]
    public async Task A_body_of_wrong_types_is_refused_by_field(string json, string field, string description)
    {
        using var answer = await PostAsync(json);

        await RefusedAsync(answer, "MALFORMED_REQUEST", field, description);
    }

    [Theory]
    [InlineData("{}", "displayName", "is required")]
    [InlineData("{\"display_name\":\" \"}", "display_name", "is required")]
    [InlineData("{\"displayName\":\"A\",\"place\":{\"floor\":\"1\"}}", "place.room", "is required")]
    [InlineData("{\"displayName\":\"A\",\"labels\":[\"a\",\"B\"]}", "labels[1]", "must be lower-case letters")]
    [InlineData("{\"displayName\":\"A\",\"colour\":99}", "colour", "must be one of COLOUR_")]
    public async Task A_rule_of_the_contract_names_the_field_as_the_caller_wrote_it(
        string json, string field, string description)
    {
        using var answer = await PostAsync(json);

        await RefusedAsync(answer, "INVALID_FIELD", field, description);
    }

    [Theory]
    [InlineData("?pagesize=1", "pagesize", "is no query parameter here: it takes pageSize, pageToken, filter, orderBy")]
    [InlineData("?pageSize=many", "pageSize", "must be a whole number from -2147483648 to 2147483647")]
    [InlineData("?page_size=1&page_size=2", "page_size", "is given more than once")]
    public async Task A_query_parameter_is_refused_by_name(string query, string field, string description)
    {
        using var answer = await _http.GetAsync($"/v1/hubs/{_hub}/shelves{query}");

        await RefusedAsync(answer, "MALFORMED_REQUEST", field, description);
    }

    [Fact]
    public async Task A_query_parameter_that_breaks_a_rule_is_named_as_written()
    {
        using var camel = await _http.GetAsync($"/v1/hubs/{_hub}/shelves?pageSize=-1");
        using var snake = await _http.GetAsync($"/v1/hubs/{_hub}/shelves?page_size=-1");

        await RefusedAsync(camel, "INVALID_FIELD", "pageSize", "");
        await RefusedAsync(snake, "INVALID_FIELD", "page_size", "");
    }

    [Fact]
    public async Task The_name_of_the_code_stands_beside_its_number()
    {
        using var answer = await _http.GetAsync($"/v1/hubs/{_hub}/shelves/{Guid.NewGuid()}");

        var body = await JsonAsync(answer);
        Assert.Equal((5, "NOT_FOUND"), (body.GetProperty("code").GetInt32(), body.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("application/problem+json")]
    [InlineData("application/json, application/problem+json;q=0.9")]
    public async Task A_caller_that_accepts_problems_gets_one(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hubs/{_hub}/shelves")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Json("{\"displayName\":\"\"}"),
        };
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await _http.SendAsync(request);

        var problem = await JsonAsync(answer);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:mastery-services:error:INVALID_FIELD", problem.GetProperty("type").GetString());
        Assert.Equal("Invalid field", problem.GetProperty("title").GetString());
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal("displayName: is required", problem.GetProperty("detail").GetString());
        Assert.Equal("displayName", problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal("INVALID_ARGUMENT", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Refusals_outside_the_pipeline_are_problems_too()
    {
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/problem+json");

        using var nowhere = await _http.GetAsync("/v1/nothing");
        using var wrongVerb = await _http.PutAsync($"/v1/hubs/{_hub}/shelves", null);

        Assert.Equal(404, (await JsonAsync(nowhere)).GetProperty("status").GetInt32());
        Assert.Equal(405, (await JsonAsync(wrongVerb)).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_missing_scope_is_named_in_WWW_Authenticate()
    {
        using var http = _library.Http(_hub, without: "shelves.read");

        using var answer = await http.GetAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"shelves.read\"",
            answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("nonsense", "Bearer error=\"invalid_token\"")]
    public async Task A_token_that_is_none_is_told_apart_from_none(string? token, string challenge)
    {
        using var http = _library.Service.Http(token);

        using var answer = await http.GetAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(challenge, answer.Headers.WwwAuthenticate.ToString());
    }

    public void Dispose() => _http.Dispose();

    async Task<HttpResponseMessage> PostAsync(string json)
    {
        using var content = Json(json);
        return await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);
    }

    static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    static async Task RefusedAsync(HttpResponseMessage response, string reason, string field, string description)
    {
        var body = await JsonAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", body.GetProperty("status").GetString());
        Assert.Contains($"\"reason\":\"{reason}\"", body.ToString());
        if (field.Length == 0)
        {
            Assert.Contains(description, body.GetProperty("message").GetString());
            return;
        }

        Assert.StartsWith($"{field}: ", body.GetProperty("message").GetString());
        var violation = body.GetProperty("details").EnumerateArray()
            .Single(detail => detail.TryGetProperty("fieldViolations", out _)).GetProperty("fieldViolations")[0];
        Assert.Equal(field, violation.GetProperty("field").GetString());
        Assert.StartsWith(description, violation.GetProperty("description").GetString());
    }
}
