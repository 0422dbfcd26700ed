using System.Net;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Every read that the document states answers as it states.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class ReadTests(RunningSuite suite, SeededHubs hubs)
{
    public static TheoryData<string> Reads { get; } =
    [
        .. ApiDocument.Operations
            .Where(operation => operation.Method is { IsRead: true, Descriptor.IsServerStreaming: false })
            .Select(read => read.Id),
    ];

    public static TheoryData<string, int> Versioned { get; } = ApiDocument.Statuses(status => status is 304);

    [Theory, MemberData(nameof(Reads))]
    public async Task Answers_what_the_document_states(string id)
    {
        var operation = ApiDocument.Operation(id);
        var message = hubs.One.Requests.For(operation.Method!.Descriptor);
        using var request = RestCall.Of(operation.Route, message, suite.Tokens.Sign());

        using var answer = await suite.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var body = await ApiDocument.CheckAsync(operation, answer);
        Assert.True(HttpStatusCode.OK == answer.StatusCode, $"{request.RequestUri}: {body}");
    }

    [Theory, MemberData(nameof(Versioned))]
    public async Task Is_not_sent_again_to_who_has_it(string id, int status)
    {
        var operation = ApiDocument.Operation(id);
        var message = hubs.One.Requests.For(operation.Method!.Descriptor);
        using var first = await suite.Http.SendAsync(
            RestCall.Of(operation.Route, message, suite.Tokens.Sign()), TestContext.Current.CancellationToken);
        using var again = RestCall.Of(operation.Route, message, suite.Tokens.Sign());
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await suite.Http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        await ApiDocument.CheckAsync(operation, answer);
    }
}
