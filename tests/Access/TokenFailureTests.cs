using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mastery.Testing;

namespace Mastery.Access.Tests;

/// <summary>Failed requests for tokens are limited, by address and client together.</summary>
public sealed class TokenFailureTests(AccessFixture access)
{
    const int Limit = 20;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refuses_further_attempts_after_too_many_failures_and_says_when_to_try_again()
    {
        await FailAsync("guessed", "198.51.100.1");

        using var answer = await access.AskAsync("guessed", AccessFixture.Secret, from: "198.51.100.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("\"token-failures\";q=20;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        Assert.StartsWith("\"token-failures\";r=0;t=", Assert.Single(answer.Headers.GetValues("RateLimit")),
            StringComparison.Ordinal);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("slow_down", body.GetProperty("error").GetString());
        Assert.NotEmpty(body.GetProperty("error_description").GetString()!);
    }

    [Fact]
    public async Task Lets_nobody_lock_a_client_out_that_asks_from_elsewhere()
    {
        await access.AddAsync("elsewhere", ["plans.read"], ["sussex"]);
        await FailAsync("elsewhere", "198.51.100.2");

        using var answer = await access.AskAsync("elsewhere", AccessFixture.Secret, from: "198.51.100.3");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Lets_another_client_of_the_same_address_go_on()
    {
        await access.AddAsync("same-address", ["plans.read"], ["sussex"]);
        await FailAsync("another", "198.51.100.4");

        using var answer = await access.AskAsync("same-address", AccessFixture.Secret, from: "198.51.100.4");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Counts_no_success()
    {
        await access.AddAsync("diligent", ["plans.read"], ["sussex"]);
        for (var token = 0; token < 2 * Limit; token++)
        {
            using var answer = await access.AskAsync("diligent", AccessFixture.Secret, from: "198.51.100.5");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Verifies_few_secrets_of_many_that_are_sent_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            guess => StatusAsync("at-once", $"guess {guess}", "198.51.100.6")));

        Assert.InRange(answers.Count(status => status != HttpStatusCode.TooManyRequests), Limit, Limit + 4);
    }

    [Fact]
    public async Task Believes_the_header_of_the_gateway_for_one_step_only()
    {
        await FailAsync("stepped", "203.0.113.9, 198.51.100.7");

        using var answer = await access.AskAsync("stepped", "wrong", from: "203.0.113.8, 198.51.100.7");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task Obeys_its_settings()
    {
        await using var strict = await TestService.StartAsync<ApiClient>("access", new Dictionary<string, string?>(
            access.TokenSettings)
        {
            ["RateLimits:TokenFailures:PermitLimit"] = "1",
            ["RateLimits:TokenFailures:Window"] = "01:00:00",
        });
        using var first = await access.AskAsync("obeyed", "wrong", at: strict);

        using var second = await access.AskAsync("obeyed", "wrong", at: strict);

        Assert.NotEqual(HttpStatusCode.TooManyRequests, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("\"token-failures\";q=1;w=3600", Assert.Single(second.Headers.GetValues("RateLimit-Policy")));
    }

    async Task FailAsync(string client, string from)
    {
        for (var failure = 0; failure < Limit; failure++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(client, $"guess {failure}", from));
        }
    }

    async Task<HttpStatusCode> StatusAsync(string client, string secret, string from)
    {
        using var answer = await access.AskAsync(client, secret, from: from);
        return answer.StatusCode;
    }
}
