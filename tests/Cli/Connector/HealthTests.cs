using System.Net;
using Mastery.Cli.Connector;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Cli.Tests.Connector;

public sealed class HealthTests : ConnectorTest
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));
    ConnectorState _state = new();

    [Fact]
    public async Task Is_unhealthy_until_it_has_succeeded_and_when_that_is_long_ago()
    {
        _state = new() { Failure = "The suite cannot be reached." };
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable,
                "unhealthy: no cycle has succeeded yet. The suite cannot be reached.\n"),
            await AskAsync("/health/ready"));

        _state = new() { SuccessTime = _time.GetUtcNow() };
        Assert.Equal(
            (HttpStatusCode.OK, "healthy: in step at 2024-10-04 00:00:00Z.\n"), await AskAsync("/health/ready"));

        // Twice the time between two readings and an hour.
        _time.Advance(TimeSpan.FromHours(49.5));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable,
                "unhealthy: the last success was 50 hours ago, at 2024-10-04 00:00:00Z.\n"),
            await AskAsync("/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "alive\n"), await AskAsync("/health/live"));
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync("/")).Status);
    }

    [Fact]
    public async Task Is_degraded_while_a_person_is_needed_and_says_for_what()
    {
        _state = new()
        {
            SuccessTime = _time.GetUtcNow(),
            Needs = [new(NeedKind.Rows, "2 people of the list could not be used", "", _time.GetUtcNow())],
        };

        Assert.Equal(
            (HttpStatusCode.OK, "degraded: a person is needed.\n- 2 people of the list could not be used.\n"),
            await AskAsync("/health/ready"));
    }

    async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
    {
        Settings["health"] = "http://127.0.0.1:0";
        await using var served = await new ConnectorHealth(
            Configuration.Read(WriteConfig(), _time), () => _state, _time).ServeAsync();
        using var client = new HttpClient { BaseAddress = new(((WebApplication)served!).Urls.Single()) };
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
