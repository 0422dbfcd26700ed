using Grpc.Core;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Contracts.Tests.Clients;

/// <summary>Programs that a person uses, who signed in with another issuer.</summary>
public sealed class SubjectTokenTests
{
    static readonly GetProjectRequest Request = new() { Name = "projects/NCP24-14" };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_exchanged_each_time_a_token_is_needed()
    {
        await using var suite = await Suite.StartAsync();
        var asked = 0;
        var client = suite.Client(options =>
        {
            options.SubjectToken = _ => ValueTask.FromResult($"of-the-issuer-{++asked}");
            (options.Grant, options.Scopes) = ("grants/1", ["plans.read"]);
        }, fakeTime: true);

        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Time.Advance(TimeSpan.FromMinutes(9));
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], suite.Calls.Authorizations);
        Assert.Equal(["of-the-issuer-1", "of-the-issuer-2"],
            suite.Calls.TokenRequests.Select(sent => sent.Form["subject_token"].ToString()));
        Assert.All(suite.Calls.TokenRequests, sent => Assert.Equal(
            ("urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:token-type:jwt", "grants/1",
                "plans.read", ""),
            (sent.Form["grant_type"].ToString(), sent.Form["subject_token_type"].ToString(),
                sent.Form["grant"].ToString(), sent.Form["scope"].ToString(), sent.Authorization)));
    }

    [Fact]
    public async Task Is_in_no_error()
    {
        await using var suite = await Suite.StartAsync();
        suite.Calls.TokenStatus = StatusCodes.Status400BadRequest;
        var client = suite.Client(options => options.SubjectToken = _ => ValueTask.FromResult("of-the-issuer"));

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await client.GetProjectAsync(Request, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Contains("refused the person's token with 400", $"{refusal}", StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-issuer", $"{refusal}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exporter", null), InlineData(null, "token")]
    public void Is_refused_beside_a_client_and_a_token(string? client, string? token) => Assert.Contains("SubjectToken",
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMasteryClients(options =>
        {
            options.Address = new("http://localhost:1");
            options.SubjectToken = _ => ValueTask.FromResult("of-the-issuer");
            (options.ClientId, options.ClientSecret, options.BearerToken) = (client, client, token);
        })).Message, StringComparison.Ordinal);

    [Fact]
    public void Goes_to_no_other_machine_without_encryption() => Assert.Throws<CleartextException>(
        () => new ServiceCollection().AddMasteryClients(options =>
        {
            options.Address = new("http://mastery.example");
            options.SubjectToken = _ => ValueTask.FromResult("of-the-issuer");
        }));
}
