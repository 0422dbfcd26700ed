using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

public sealed class RestTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_with_the_callers_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/south-yorkshire")
        {
            Headers = { { "Authorization", "Bearer x" } },
        };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        var hub = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(
            ("hubs/south-yorkshire", "Bearer x"),
            (hub.GetProperty("name").GetString(), hub.GetProperty("displayName").GetString()));
    }

    [Fact]
    public async Task Sends_bodies_and_query_parameters()
    {
        using var response = await running.Gateway.Rest.PostAsJsonAsync(
            "/v1/hubs?hubId=x", new { displayName = "X – é" }, Cancellation);

        var hub = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(
            ("hubs/x", "X – é"), (hub.GetProperty("name").GetString(), hub.GetProperty("displayName").GetString()));
    }

    [Fact]
    public async Task Reaches_every_service()
    {
        using var response = await running.Gateway.Rest.GetAsync("/v1/projects/NCP24-14?revision=3", Cancellation);

        Assert.Contains(
            "projects/NCP24-14", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_on_the_error_of_a_service()
    {
        using var response = await running.Gateway.Rest.GetAsync("/v1/hubs/missing", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(
            "no such hub", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwards_requests_for_tokens_to_access()
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        using var response = await running.Gateway.Rest.PostAsync("/oauth2/token", form, Cancellation);

        Assert.Equal("client_credentials", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Forwards_requests_for_keys_to_access()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks")
        {
            Headers = { { "x-echo", "1" } },
        };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Equal("access", response.Headers.GetValues("x-served-by").Single());
    }

    [Fact]
    public async Task Reveals_nothing_about_the_servers_behind_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs") { Headers = { { "x-echo", "1" } } };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Empty(response.Headers.Server);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Gives_caller_and_service_the_trace_id_as_request_id()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs") { Headers = { { "x-echo", "1" } } };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        var id = response.Headers.GetValues("X-Request-Id").Single();
        Assert.Equal(32, id.Length);
        Assert.StartsWith($"00-{id}-", response.Headers.GetValues("x-trace").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order-17", true)]
    [InlineData("<script>", false)]
    public async Task Keeps_the_callers_request_id_when_it_is_a_plain_word(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x");
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Equal(kept, response.Headers.GetValues("X-Request-Id").Single() == id);
    }

    [Fact]
    public async Task Lets_known_origins_call_from_a_browser()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/hubs")
        {
            Headers =
            {
                { "Origin", "https://app.example" },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "authorization" },
            },
        };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://app.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Lets_no_other_origin_read_an_answer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/hubs/x")
        {
            Headers = { { "Origin", "https://evil.example" } },
        };

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
