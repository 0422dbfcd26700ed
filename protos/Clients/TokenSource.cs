using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;

namespace Mastery.Clients;

/// <summary>
/// The access token of a client (OAuth 2.0 client credentials) or a person (token exchange, RFC 8693): fetched when
/// first needed, by one caller for all, and renewed before it expires.
/// </summary>
sealed partial class TokenSource(MasteryClientOptions options, HttpMessageHandler handler, TimeProvider time)
    : IDisposable
{
    readonly HttpClient _http = new(handler) { Timeout = TimeSpan.FromSeconds(15) };
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly ClientAssertion? _assertion = options.ClientKey is { } key ? new(key) : null;
    volatile Token? _current;
    string? _issuer;

    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (_current is { } fresh && time.GetUtcNow() < fresh.RenewTime)
        {
            return fresh.Value;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            if (_current is not { } token || time.GetUtcNow() >= token.RenewTime)
            {
                _current = token = await RenewAsync(cancellation);
            }

            return token.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Drops a refused token, unless it has just been fetched: then the token is not the cause.</summary>
    /// <returns>Whether a new token may be accepted.</returns>
    public bool Forget()
    {
        if (_current is not { } token || time.GetUtcNow() - token.FetchTime < TimeSpan.FromSeconds(2))
        {
            return false;
        }

        _current = null;
        return true;
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
        _assertion?.Dispose();
    }

    async Task<Token> RenewAsync(CancellationToken cancellation)
    {
        try
        {
            return await FetchAsync(cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable
            && _current is { } old && time.GetUtcNow() < old.ExpireTime)
        {
            return old;
        }
    }

    async Task<Token> FetchAsync(CancellationToken cancellation)
    {
        var endpoint = options.TokenEndpoint ?? new Uri(options.RequiredAddress, "/oauth2/token");
        try
        {
            using var request = await NewRequestAsync(endpoint, cancellation);
            using var response = await _http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode
                ? NewToken(await response.Content.ReadFromJsonAsync(AnswerJson.Default.Answer, cancellation))
                : throw Refused(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new RpcException(new Status(StatusCode.Unavailable,
                $"No token could be had from {endpoint}: {exception.Message}", exception));
        }
    }

    async Task<HttpRequestMessage> NewRequestAsync(Uri endpoint, CancellationToken cancellation)
    {
        var form = options.SubjectToken is { } person
            ? await ExchangeAsync(person, cancellation)
            : new() { ["grant_type"] = "client_credentials" };
        if (options.Scopes.Count > 0)
        {
            form["scope"] = string.Join(' ', options.Scopes);
        }

        if (_assertion is { } assertion)
        {
            _issuer ??= await IssuerAsync(endpoint, cancellation);
            form["client_assertion_type"] = ClientAssertion.Type;
            form["client_assertion"] = assertion.Sign(options.ClientId!, _issuer, time.GetUtcNow());
        }

        var request = NewRequest(HttpMethod.Post, endpoint);
        request.Content = new FormUrlEncodedContent(form);
        if (options.ClientSecret is not null && options.SubjectToken is null && _assertion is null)
        {
            var basic = $"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(options.ClientSecret!)}";
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        }

        return request;
    }

    async Task<Dictionary<string, string>> ExchangeAsync(
        Func<CancellationToken, ValueTask<string>> person, CancellationToken cancellation)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            // Whether it is an ID or an access token makes no difference.
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["subject_token"] = await person(cancellation),
        };
        if (options.Grant is { } grant)
        {
            form["grant"] = grant;
        }

        return form;
    }

    /// <summary>The issuer's name, for which an assertion is made: its address is not always the one that this program
    /// calls it by.</summary>
    async Task<string> IssuerAsync(Uri endpoint, CancellationToken cancellation)
    {
        using var request = NewRequest(HttpMethod.Get, new Uri(endpoint, "/.well-known/openid-configuration"));
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(AnswerJson.Default.Discovery, cancellation))?.Issuer
            ?? throw new JsonException("its discovery document names no issuer");
    }

    // The gRPC address speaks HTTP/2 only, also in cleartext, where nothing is negotiated.
    HttpRequestMessage NewRequest(HttpMethod method, Uri address) => new(method, address)
    {
        Version = options.TokenEndpoint is null ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = options.TokenEndpoint is null
            ? HttpVersionPolicy.RequestVersionExact
            : HttpVersionPolicy.RequestVersionOrHigher,
    };

    Token NewToken(Answer? answer)
    {
        if (answer is not { AccessToken: { Length: > 0 } value })
        {
            throw new JsonException("the answer holds no access_token");
        }

        var now = time.GetUtcNow();
        var lifetime = TimeSpan.FromSeconds(answer.ExpiresIn is > 0 and var seconds ? seconds : 60);
        return new(value, now, now + (lifetime * 0.8), now + lifetime);
    }

    RpcException Refused(HttpStatusCode status, string body) => new(new Status(
        (int)status >= 500 ? StatusCode.Unavailable : StatusCode.Unauthenticated,
        $"The token endpoint refused {(options.ClientId is { } client ? $"client '{client}'" : "the person's token")} "
            + $"with {(int)status}: {body}"));

    sealed record Token(string Value, DateTimeOffset FetchTime, DateTimeOffset RenewTime, DateTimeOffset ExpireTime);

    internal sealed record Answer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);

    internal sealed record Discovery([property: JsonPropertyName("issuer")] string? Issuer);

    [JsonSerializable(typeof(Answer)), JsonSerializable(typeof(Discovery))]
    sealed partial class AnswerJson : JsonSerializerContext;
}
