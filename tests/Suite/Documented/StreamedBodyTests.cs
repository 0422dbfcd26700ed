using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Records that a REST caller streams pass the gateway as they come.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class StreamedBodyTests(RunningSuite suite)
{
    const int LargestMessage = 4 * 1024 * 1024;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json")]
    public async Task Passes_on_more_than_a_message_holds(string mediaType)
    {
        var records = Enumerable.Range(600_000, 15_000).Select(Record).ToList();
        var body = mediaType == "application/json"
            ? $"[{string.Join(',', records)}]"
            : string.Join('\n', records);
        Assert.True(body.Length > LargestMessage);

        using var answer = await PostAsync(body, mediaType, "?validateOnly=true&extractDate=2025-09-01");

        var imported = await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{imported}");
        Assert.Equal(records.Count, (int)imported!["createdCount"]!);
    }

    [Fact]
    public async Task Answers_which_record_cannot_be_read()
    {
        using var answer = await PostAsync(
            $"{Record(600_000)}\n{{\"urn\":\"600001\",\"displayname\":\"A\"}}\n", "application/x-ndjson", "");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var refusal = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(refusal.Contains("\"records[1].displayname\"", StringComparison.Ordinal), refusal);
    }

    [Fact]
    public async Task Refuses_another_media_type_with_those_that_are_taken()
    {
        using var answer = await PostAsync("urn,name\n", "text/csv", "");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/x-ndjson",
            await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Says_that_a_body_is_not_in_its_encoding(string encoding)
    {
        using var answer = await PostAsync(Record(600_000), "application/x-ndjson", "", encoding);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("not in the encoding",
            await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    static string Record(int urn) => $$"""
        {"urn":"{{urn}}","displayName":"School {{urn}} {{new string('x', 250)}}","status":"STATUS_OPEN"}
        """;

    async Task<HttpResponseMessage> PostAsync(string body, string mediaType, string query, string encoding = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/schools:import{query}")
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
            Headers = { Authorization = new("Bearer", suite.Tokens.Sign()) },
        };
        if (encoding.Length > 0)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await suite.Http.SendAsync(request, Cancellation);
    }
}
