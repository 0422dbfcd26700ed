using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Grpc.Core;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Hostile;

/// <summary>Whatever is sent, it is the caller's fault and is answered so. <c>MASTERY_MALFORMED_REQUESTS</c> is the
/// number of requests over each protocol.</summary>
public sealed class MalformedRequestTests(RunningSuite suite)
{
    const string Variable = "MASTERY_MALFORMED_REQUESTS";
    const int Concurrency = 8;

    static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable(Variable) ?? "2000", CultureInfo.InvariantCulture);

    // Within what the gateway takes from one address.
    static readonly TokenBucketRateLimiterOptions Pace = new()
    {
        TokenLimit = 2_000,
        TokensPerPeriod = 150,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = Concurrency,
    };

    [Fact]
    public async Task Over_REST_none_is_answered_as_a_failure_of_the_server()
    {
        using var http = new HttpClient { BaseAddress = suite.Rest, Timeout = TimeSpan.FromSeconds(30) };

        var answers = await SendAsync(http, requests => requests.Rest(), async response =>
        {
            await response.Content.ReadAsByteArrayAsync();
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        });

        Assert.DoesNotContain(answers.Keys, status => status.StartsWith('5'));
        // Of what the limit of an address keeps out nothing is shown.
        Assert.DoesNotContain("429", answers.Keys);
    }

    [Fact]
    public async Task Over_gRPC_none_is_INTERNAL_or_UNKNOWN()
    {
        using var http = new HttpClient { BaseAddress = suite.Grpc, Timeout = TimeSpan.FromSeconds(30) };

        var answers = await SendAsync(http, requests => requests.Grpc(), async response =>
        {
            await response.Content.ReadAsByteArrayAsync();
            var codes = response.TrailingHeaders.Concat(response.Headers)
                .Where(header => header.Key == "grpc-status").SelectMany(header => header.Value);
            return codes.FirstOrDefault() is { } code
                ? ((StatusCode)int.Parse(code, CultureInfo.InvariantCulture)).ToString()
                : $"HTTP {(int)response.StatusCode}";
        });

        Assert.DoesNotContain(answers.Keys, status =>
            status is nameof(StatusCode.Internal) or nameof(StatusCode.Unknown)
            || status.StartsWith("HTTP 5", StringComparison.Ordinal));
    }

    async Task<IReadOnlyDictionary<string, int>> SendAsync(
        HttpClient http,
        Func<MalformedRequests, HttpRequestMessage> write,
        Func<HttpResponseMessage, Task<string>> read)
    {
        var token = Bearer();
        ConcurrentDictionary<string, int> answers = new();
        await using var pace = new TokenBucketRateLimiter(Pace);
        // Its hub is not there: whatever is written is a half of something.
        var before = await suite.Databases.DigestAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (seed, _) =>
            {
                using var turn = await pace.AcquireAsync(1, CancellationToken.None);
                var requests = new MalformedRequests(seed);
                using var request = write(requests);
                request.Headers.TryAddWithoutValidation("Authorization", requests.Token() ?? token);
                using var response = await AnswerAsync(http, request, seed);
                var status = await read(response);
                if (answers.AddOrUpdate(status, 1, (_, count) => count + 1) == 1)
                {
                    TestContext.Current.TestOutputHelper?.WriteLine(
                        $"{status}: first from seed {seed}, {request.Method} {request.RequestUri}");
                }
            });
        Assert.Equal(before, await suite.Databases.DigestAsync());
        foreach (var (status, count) in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count,8} × {status}");
        }

        return answers;
    }

    /// <summary>For a hub of its own and without national rights: what happens to be a sound request changes nothing
    /// for other tests.</summary>
    string Bearer() => "Bearer " + suite.Tokens.Sign(new Token
    {
        Hubs = ["malformed"],
        Scopes =
        [
            .. ContractScopes.All.Where(scope => scope.Split('.')[0] is "participants" or "plans" or "workgroups"),
        ],
    });

    static async Task<HttpResponseMessage> AnswerAsync(HttpClient http, HttpRequestMessage request, int seed)
    {
        try
        {
            return await http.SendAsync(request, CancellationToken.None);
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException($"Seed {seed} has no answer: {request}", exception);
        }
    }
}
