using Grpc.Core;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.AspNetCore.Http;

namespace Mastery.Contracts.Tests.Clients;

public sealed class TokenTests
{
    static readonly GetProjectRequest Request = new() { Name = "projects/NCP24-14" };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_fetched_once_for_calls_at_once()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(Credentials);

        await Task.WhenAll(
            Enumerable.Range(0, 40).Select(
                _ => client.GetProjectAsync(Request, cancellationToken: Cancellation).ResponseAsync));

        Assert.Equal(1, suite.Calls.TokensGiven);
        Assert.All(suite.Calls.Authorizations, header => Assert.Equal("Bearer token-1", header));
    }

    [Fact]
    public async Task Are_renewed_before_they_expire()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(Credentials, fakeTime: true);

        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Time.Advance(TimeSpan.FromSeconds(470));
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Time.Advance(TimeSpan.FromSeconds(20));
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], suite.Calls.Authorizations);
    }

    [Fact]
    public async Task Are_used_to_their_end_while_no_other_can_be_had()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(Credentials, fakeTime: true);
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Calls.TokenStatus = StatusCodes.Status503ServiceUnavailable;

        suite.Time.Advance(TimeSpan.FromSeconds(500));
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);

        Assert.Equal("Bearer token-1", suite.Calls.Authorizations.Last());
    }

    [Fact]
    public async Task Are_replaced_when_a_service_refuses_them()
    {
        await using var suite = await Suite.StartAsync();
        var client = suite.Client(Credentials, fakeTime: true);
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Calls.Failures.Enqueue(new(new Status(StatusCode.Unauthenticated, "unknown key")));
        suite.Time.Advance(TimeSpan.FromSeconds(60));

        await client.GetProjectAsync(Request, cancellationToken: Cancellation);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], suite.Calls.Authorizations);
    }

    [Fact]
    public async Task That_cannot_be_had_fail_the_call_with_the_reason()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.TokenStatus = StatusCodes.Status401Unauthorized;

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await suite.Client(Credentials).GetProjectAsync(Request, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Contains("invalid_client", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_by_the_caller_are_sent_as_they_are()
    {
        await using var suite = await Suite.StartAsync();

        await suite.Client(options => options.BearerToken = "mine").GetProjectAsync(
            Request, cancellationToken: Cancellation);

        Assert.Equal(["Bearer mine"], suite.Calls.Authorizations);
        Assert.Equal(0, suite.Calls.TokensGiven);
    }

    static void Credentials(MasteryClientOptions options) =>
        (options.ClientId, options.ClientSecret) = ("local-hub", "local-only");
}
