using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

/// <summary>The OpenAPI document and the page that shows it.</summary>
public sealed partial class DocumentationTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_the_document_without_a_token()
    {
        using var response = await running.Gateway.Rest.GetAsync("/openapi.json", Cancellation);

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/v1/hubs/{hub}/plans/{plan}:share", out _));
    }

    [Fact]
    public async Task Does_not_send_the_document_again_to_who_has_it()
    {
        using var first = await running.Gateway.Rest.GetAsync("/openapi.json", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task The_page_may_load_and_call_nothing_but_the_gateway()
    {
        using var response = await running.Gateway.Rest.GetAsync("/docs", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("//", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_finds_everything_that_it_loads_at_the_gateway()
    {
        using var response = await running.Gateway.Rest.GetAsync("/docs", Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        var sources = Source().Matches(page).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            using var part = await running.Gateway.Rest.GetAsync(
                new Uri(response.RequestMessage!.RequestUri!, source), Cancellation);
            Assert.Equal(HttpStatusCode.OK, part.StatusCode);
            Assert.Equal(running.Gateway.Rest.BaseAddress!.Authority, part.RequestMessage!.RequestUri!.Authority);
        }
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Source();
}
