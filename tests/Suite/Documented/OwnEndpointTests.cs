using System.Net;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>What is served beside the contract answers as the document states. The gateway's own tests call it without
/// services.</summary>
public sealed class OwnEndpointTests(RunningSuite suite)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Documents { get; } =
    [
        .. ApiDocument.Operations.Where(operation => operation is { Method: null, Verb: "GET" })
            .Select(operation => operation.Id),
    ];

    [Theory, MemberData(nameof(Documents))]
    public async Task A_document_is_there_for_anyone(string id)
    {
        var operation = ApiDocument.Operation(id);

        using var answer = await suite.Http.GetAsync(operation.Path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ApiDocument.CheckAsync(operation, answer);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, RunningSuite.HubClient, "local-only", "catalogue.read")]
    [InlineData(HttpStatusCode.BadRequest, RunningSuite.HubClient, "local-only", "nonsense")]
    [InlineData(HttpStatusCode.Unauthorized, "nobody", "wrong", "")]
    public async Task The_token_endpoint_answers_as_stated(
        HttpStatusCode status, string client, string secret, string scope)
    {
        using var answer = await AskAsync(client, secret, scope);

        Assert.Equal(status, answer.StatusCode);
        await ApiDocument.CheckAsync(ApiDocument.Operation("createToken"), answer);
    }

    [Fact]
    public async Task The_token_endpoint_refuses_who_guesses_too_often_as_stated()
    {
        var answer = await AskAsync("who-guesses", "wrong", "");
        for (var attempt = 0; attempt < 100 && answer.StatusCode == HttpStatusCode.Unauthorized; attempt++)
        {
            answer.Dispose();
            answer = await AskAsync("who-guesses", "wrong", "");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await ApiDocument.CheckAsync(ApiDocument.Operation("createToken"), answer);
        answer.Dispose();
    }

    async Task<HttpResponseMessage> AskAsync(string client, string secret, string scope)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = secret,
            ["scope"] = scope,
        });
        return await suite.Http.PostAsync(ApiDocument.Operation("createToken").Path, form, Cancellation);
    }
}
