using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Failures;

/// <summary>What the OpenAPI document states of the gateway itself: each operation while no service is there, and each
/// for a caller who has reached the limit of an address.</summary>
public sealed partial class DocumentedFailureTests(DocumentedFailureTests.Gateways gateways)
    : IClassFixture<DocumentedFailureTests.Gateways>
{
    static readonly JsonObject Paths = Read();

    public static TheoryData<string, string> Unavailable { get; } = With("503");

    public static TheoryData<string, string> Limited { get; } = With("429");

    [Theory, MemberData(nameof(Unavailable))]
    public async Task Is_503_while_no_service_is_there(string verb, string path)
    {
        using var answer = await SendAsync(gateways.Empty, verb, path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory, MemberData(nameof(Limited))]
    public async Task Is_429_with_when_to_try_again_over_the_limit(string verb, string path)
    {
        using var answer = await SendAsync(gateways.Limited, verb, path);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.NotEmpty(answer.Headers.GetValues("RateLimit"));
        Assert.NotEmpty(answer.Headers.GetValues("RateLimit-Policy"));
    }

    [Fact]
    public void There_are_operations_to_test() => Assert.True(Unavailable.Count > 70 && Limited.Count > 70);

    static async Task<HttpResponseMessage> SendAsync(TestGateway gateway, string verb, string path)
    {
        using var request = new HttpRequestMessage(new(verb), Parameter().Replace(path, "a-1"));
        var operation = Paths[path]![verb.ToLowerInvariant()]!;
        if (operation["requestBody"]?["content"]?.AsObject().First().Key is { } type)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        }

        return await gateway.Rest.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static TheoryData<string, string> With(string status) =>
    [
        .. Paths.SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Value!["responses"]![status] is not null)
            .Select(operation => (operation.Key.ToUpperInvariant(), path.Key))),
    ];

    static JsonObject Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        return JsonNode.Parse(stream)!["paths"]!.AsObject();
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <summary>A gateway without services, and one whose only call is used up.</summary>
    public sealed class Gateways : IAsyncLifetime
    {
        public TestGateway Empty { get; private set; } = null!;

        public TestGateway Limited { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var nowhere = TestSuite.Names.ToDictionary(service => service, _ => "http://127.0.0.1:1");
            Empty = await TestGateway.StartAsync(nowhere, "Limits:RetryTimeout=00:00:00.01");
            Limited = await TestGateway.StartAsync(
                nowhere,
                "Limits:RetryTimeout=00:00:00.01",
                "RateLimits:Address:TokenLimit=1",
                "RateLimits:Address:TokensPerPeriod=1",
                "RateLimits:Address:ReplenishmentPeriod=1.00:00:00");
            using var last = await Limited.Rest.GetAsync("/v1/hubs");
        }

        public async ValueTask DisposeAsync()
        {
            await Empty.DisposeAsync();
            await Limited.DisposeAsync();
        }
    }
}
