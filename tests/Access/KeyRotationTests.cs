using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using DirectoryClient = Mastery.Participants.V1.SchoolDirectoryService.SchoolDirectoryServiceClient;

namespace Mastery.Access.Tests;

/// <summary>Signing keys are rotated as the README says while programs call, one instance of Access after the
/// other.</summary>
public sealed class KeyRotationTests(AccessFixture access) : IAsyncLifetime
{
    const string Client = "calls-on";
    const int Callers = 6;

    /// <summary>How long the programs keep a token. The README's waits are for ten minutes.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    /// <summary>They leave the processors to those who rotate.</summary>
    static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(10);

    readonly ConcurrentBag<Status> _refused = [];
    readonly ConcurrentDictionary<string, int> _accepted = new();
    readonly CancellationTokenSource _end = new();
    WebApplication _front = null!;
    TestService _issuer = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What services ask for keys, whichever instance is behind it.</summary>
    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        _front = builder.Build();
        _front.MapGet("/{**path}", async (HttpRequest request) =>
        {
            using var http = access.Anonymous(_issuer);
            return Results.Text(await http.GetStringAsync(request.Path, Stop), "application/json");
        });
        await _front.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _end.Dispose();
        await _front.DisposeAsync();
    }

    [Fact]
    public async Task Refuses_no_valid_call()
    {
        await access.AddAsync(Client, ["directory.read"], ["*"]);
        var (old, next) = (access.TokenSettings["Access:SigningKeys:0"], access.TokenSettings["Access:SigningKeys:1"]);
        await using var first = _issuer = await IssuerAsync(old);
        await using var directory = await DirectoryAsync();
        var ofBefore = await TokenAsync();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallOnAsync(directory), Stop)).ToList();

        await using var published = await ReplaceAsync(old, next);
        await using var signing = await ReplaceAsync(next, old);
        await using var last = await ReplaceAsync(next);
        await _end.CancelAsync();
        await Task.WhenAll(callers);

        Assert.Empty(_refused);
        Assert.Equal(2, _accepted.Count);
        Assert.All(_accepted.Values, calls => Assert.InRange(calls, 20, int.MaxValue));
        TestContext.Current.SendDiagnosticMessage($"{_accepted.Values.Sum()} calls by two keys, none refused.");

        // The control: taken away before its tokens have expired, a key is missed by who has not seen it.
        await using var newcomer = await DirectoryAsync();
        await Refused.WithAsync(
            StatusCode.Unauthenticated, ErrorReason.TokenInvalid, () => CallAsync(newcomer, ofBefore));
    }

    /// <summary>Sends new requests to an instance with other keys, and stops the one before when its tokens are not
    /// used any more.</summary>
    async Task<TestService> ReplaceAsync(params string?[] keys)
    {
        await Task.Delay(2 * Kept, Stop);
        var before = _issuer;
        _issuer = await IssuerAsync(keys);
        await Task.Delay(2 * Kept, Stop);
        await before.StopAsync();
        return _issuer;
    }

    Task<TestService> IssuerAsync(params string?[] keys)
    {
        Dictionary<string, string?> settings = new(access.TokenSettings)
        {
            ["ConnectionStrings:Database"] = access.Service.Database.ConnectionString,
            ["Access:SigningKeys:1"] = null,
        };
        foreach (var (number, key) in keys.Index())
        {
            settings[$"Access:SigningKeys:{number}"] = key;
        }

        return TestService.StartAsync<ApiClient>("access", settings);
    }

    Task<TestService> DirectoryAsync() => TestService.StartAsync<Participants.ParticipantStore>(
        "participants", new Dictionary<string, string?>
        {
            ["Auth:Issuers:0:Issuer"] = access.TokenSettings["Access:Issuer"],
            ["Auth:Issuers:0:JwksUri"] = $"{_front.Urls.Single()}/.well-known/jwks",
            ["Auth:RevocationsUri"] = $"{_front.Urls.Single()}/internal/revocations",
            ["Services:development-plans"] = "http://127.0.0.1:1",
            ["Services:focus-catalogue"] = "http://127.0.0.1:1",
        });

    async Task CallOnAsync(TestService directory)
    {
        var (token, given) = ("", 0L);
        while (!_end.IsCancellationRequested)
        {
            if (token.Length == 0 || TimeProvider.System.GetElapsedTime(given) > Kept)
            {
                (token, given) = (await TokenAsync(), TimeProvider.System.GetTimestamp());
            }

            try
            {
                await CallAsync(directory, token);
                await Task.Delay(BetweenCalls, CancellationToken.None);
                _accepted.AddOrUpdate(new JsonWebToken(token).Kid, 1, (_, calls) => calls + 1);
            }
            catch (RpcException refusal)
            {
                _refused.Add(refusal.Status);
            }
        }
    }

    static async Task CallAsync(TestService directory, string token) =>
        await new DirectoryClient(directory.Channel(token)).ListHubsAsync(new() { PageSize = 1 });

    async Task<string> TokenAsync()
    {
        using var answer = await access.AskAsync(Client, AccessFixture.Secret, at: _issuer);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("access_token").GetString()!;
    }
}
