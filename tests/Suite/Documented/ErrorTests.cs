using System.Net.Http.Headers;
using Google.Protobuf;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Every error that the document states for an operation is provoked, and has the stated form.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class ErrorTests(RunningSuite suite, SeededHubs hubs)
{
    const int TooLarge = (4 * 1024 * 1024) + 1;

    /// <summary>The gateway's own tests provoke 429 and 503.</summary>
    public static TheoryData<string, int> Errors { get; } =
        ApiDocument.Statuses(status => status >= 400 && status is not (429 or 503));

    [Theory, MemberData(nameof(Errors))]
    public async Task Has_the_stated_status_and_body(string id, int status)
    {
        await CheckAsync(id, status, "application/json");
        await CheckAsync(id, status, "application/problem+json");
    }

    async Task CheckAsync(string id, int status, string mediaType)
    {
        var operation = ApiDocument.Operation(id);
        using var request = Request(operation, status);
        request.Headers.Accept.Add(new(mediaType));

        using var answer = await suite.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(status == (int)answer.StatusCode, $"{request.Method} {request.RequestUri}: {answer.StatusCode} "
            + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        await ApiDocument.CheckAsync(operation, answer);
        Assert.NotEmpty(answer.Headers.GetValues("X-Request-Id"));
    }

    HttpRequestMessage Request(DocumentedOperation operation, int status) => status switch
    {
        400 => WithUnknownParameter(Valid(operation)),
        401 => Valid(operation, token: null),
        403 => Valid(operation, suite.Tokens.Sign(new()
        {
            Scopes = [.. ContractScopes.All.Where(scope => scope != operation.Method!.Scope)],
        })),
        404 => OfNothing(operation),
        409 => InTheWay(operation),
        412 => OfAnotherVersion(operation),
        413 => WithBody(Valid(operation), new StringContent(new string(' ', TooLarge)), "application/json"),
        415 => WithBody(Valid(operation), new StringContent("{}"), "text/plain"),
        _ => throw new InvalidOperationException($"How is {status} of {operation.Id} provoked? Say so here."),
    };

    HttpRequestMessage Valid(DocumentedOperation operation) => Valid(operation, suite.Tokens.Sign());

    HttpRequestMessage Valid(DocumentedOperation operation, string? token) =>
        RestCall.Of(operation.Route, hubs.One.Requests.For(operation.Method!.Descriptor), token);

    // Another hub finds nothing of what a hub owns, or has a part in; of the rest there is none with this id.
    HttpRequestMessage OfNothing(DocumentedOperation operation)
    {
        if (HubMethods.IsHubOwned(operation.Method!.Descriptor) || operation.Method.SpansHubs)
        {
            return Valid(operation, suite.Tokens.Sign(new() { Hubs = [RunningSuite.OtherHub] }));
        }

        var request = RestCall.Of(operation.Route, Message(operation), suite.Tokens.Sign());
        var path = request.RequestUri!.OriginalString;
        (string, string)[] replacements =
        [
            (hubs.One.School, "schools/999999"), (HubSchools.Trust, "trusts/99999"),
            (hubs.One.Hub, "hubs/no-such-hub"), ("/foci/b", "/foci/y"),
            ("projects/NCP24-14", "projects/NCP98-98"), ($"apiClients/{hubs.One.Client}", "apiClients/no-such-client"),
            (hubs.One.Name("mastery.services/Grant"), "grants/no-such-grant"),
        ];
        foreach (var (known, unknown) in replacements)
        {
            path = path.Replace(known, unknown, StringComparison.Ordinal);
        }

        // What is there is never called: a revoked client would fail every test after this one.
        Assert.NotEqual(request.RequestUri.OriginalString, path);
        request.RequestUri = new(path, UriKind.Relative);
        return request;
    }

    // A version that is not the present one, or an id that is taken.
    HttpRequestMessage InTheWay(DocumentedOperation operation)
    {
        var request = Message(operation, "\"stale\"");
        (string Field, object Taken)[] ids =
        [
            ("hub_id", RunningSuite.Hub), ("focus_id", "b"), ("api_client_id", RunningSuite.HubClient),
        ];
        foreach (var (field, taken) in ids)
        {
            if (request.Descriptor.FindFieldByName(field) is { } id)
            {
                Messages.Set(request, id, taken);
            }
        }

        if (request.Descriptor.FindFieldByName("api_client_id") is not null)
        {
            // A client is for every hub, or for some.
            Messages.Set(request, "api_client.all_hubs", true);
        }

        return RestCall.Of(operation.Route, request, suite.Tokens.Sign());
    }

    HttpRequestMessage OfAnotherVersion(DocumentedOperation operation)
    {
        var request = RestCall.Of(operation.Route, Message(operation), suite.Tokens.Sign());
        request.Headers.TryAddWithoutValidation("If-Match", "\"stale\"");
        return request;
    }

    // An update of a national resource says only which one and which version it means.
    IMessage Message(DocumentedOperation operation, string etag = "")
    {
        var request = hubs.One.Requests.For(operation.Method!.Descriptor, etag);
        var resource = request.Descriptor.Fields.InDeclarationOrder().FirstOrDefault(field =>
            HubMethods.Resource(field) is { HubOwned: false });
        if (resource is not null && request.Descriptor.FindFieldByName("update_mask") is not null)
        {
            var bare = Messages.Empty(resource.MessageType);
            Messages.Set(bare, "name", Messages.Text((IMessage)resource.Accessor.GetValue(request), "name"));
            Messages.Set(bare, "etag", etag);
            Messages.Set(request, resource, bare);
        }

        return request;
    }

    static HttpRequestMessage WithUnknownParameter(HttpRequestMessage request)
    {
        var address = request.RequestUri!.OriginalString;
        request.RequestUri = new($"{address}{(address.Contains('?') ? '&' : '?')}nonsense=1", UriKind.Relative);
        return request;
    }

    static HttpRequestMessage WithBody(HttpRequestMessage request, HttpContent body, string type)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Content = body;
        // The refusal comes before the body is sent.
        request.Headers.ExpectContinue = true;
        return request;
    }
}
