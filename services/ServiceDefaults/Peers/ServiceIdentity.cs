using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>The API client that a service is by itself: the section <c>ServiceIdentity</c>.</summary>
sealed class ServiceIdentityOptions
{
    /// <summary>Its id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Where it gets tokens; <c>/oauth2/token</c> of <c>Services:access</c> when empty.</summary>
    public string TokenUri { get; set; } = "";

    /// <summary>The secret is no public one, and is not sent without encryption.</summary>
    public sealed class Validation(IConfiguration configuration, IHostEnvironment environment)
        : IValidateOptions<ServiceIdentityOptions>
    {
        /// <summary>The secret of the local suite's clients, which is in the README.</summary>
        const string LocalSecret = "local-only";

        public ValidateOptionsResult Validate(string? name, ServiceIdentityOptions options) =>
            options.ClientSecret == LocalSecret && environment.IsProduction()
                ? ValidateOptionsResult.Fail("ServiceIdentity:ClientSecret is that of the local suite, which everybody "
                    + "knows: make a client for this service with `mastery clients add`.")
            : Uri.TryCreate(options.TokenUri, UriKind.Absolute, out var address)
            && Cleartext.Problem(configuration, "ServiceIdentity:TokenUri", address) is { } problem
                ? ValidateOptionsResult.Fail(problem)
                : ValidateOptionsResult.Success;
    }
}

/// <summary>The tokens by which a service calls others when no caller is behind its work: each for one hub, fetched
/// when first needed and kept until it has to be renewed.</summary>
sealed class ServiceIdentity(
    IOptions<ServiceIdentityOptions> options, IConfiguration configuration, TimeProvider time) : IDisposable
{
    const string Issuer = "access";
    const double RenewAfter = 0.8;

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    readonly HttpClient _http = new(new CleartextHttp2Handler(new SocketsHttpHandler())) { Timeout = Timeout };
    readonly ConcurrentDictionary<string, Lazy<Task<Token>>> _tokens = new();

    /// <summary>Sends a token for <paramref name="hub"/> with a call.</summary>
    /// <exception cref="InvalidOperationException">The hub is none: nobody works for every hub at once.</exception>
    public CallCredentials For(string hub) => hub is "" or "*" or "-" or ResourceName.National
        ? throw new InvalidOperationException(
            $"Work in '{hub}' asks no other service: a service's own token is for one hub.")
        : CallCredentials.FromInterceptor(async (_, headers) =>
            headers.Add("authorization", $"Bearer {await TokenAsync(hub)}"));

    /// <summary>Drops the token for <paramref name="hub"/>, which was refused: the next call fetches one.</summary>
    public void Forget(string hub) => _tokens.TryRemove(hub, out _);

    public void Dispose() => _http.Dispose();

    async Task<string> TokenAsync(string hub)
    {
        var fetch = _tokens.AddOrUpdate(hub, NewFetch, (_, known) => IsGood(known) ? known : NewFetch(hub));
        return (await fetch.Value).Value;
    }

    Lazy<Task<Token>> NewFetch(string hub) => new(() => FetchAsync(hub));

    bool IsGood(Lazy<Task<Token>> fetch) => !fetch.IsValueCreated || !fetch.Value.IsCompleted
        || (fetch.Value.IsCompletedSuccessfully && time.GetUtcNow() < fetch.Value.Result.RenewTime);

    async Task<Token> FetchAsync(string hub)
    {
        try
        {
            using var request = NewRequest(hub);
            using var response = await _http.SendAsync(request);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            return response.IsSuccessStatusCode ? NewToken(answer)
                : (int)response.StatusCode is 429 or >= 500 ? throw Unavailable($"it answered {response.StatusCode}")
                : throw new InvalidOperationException($"The service's own client '{options.Value.ClientId}' gets no "
                    + $"token for {hub}: {answer}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw Unavailable(exception.Message);
        }
    }

    HttpRequestMessage NewRequest(string hub)
    {
        var (client, secret) = (options.Value.ClientId, options.Value.ClientSecret);
        if (client.Length == 0 || secret.Length == 0)
        {
            throw new InvalidOperationException("ServiceIdentity:ClientId and ServiceIdentity:ClientSecret are not "
                + "set: this service works without a caller, so it needs an API client of its own.");
        }

        var pair = $"{Uri.EscapeDataString(client)}:{Uri.EscapeDataString(secret)}";
        return new(HttpMethod.Post, Endpoint())
        {
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))),
            },
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["hub"] = hub }),
        };
    }

    Uri Endpoint() => options.Value.TokenUri is { Length: > 0 } given ? new(given)
        : configuration[$"Services:{Issuer}"] is { Length: > 0 } access ? new($"{access.TrimEnd('/')}/oauth2/token")
        : throw new InvalidOperationException($"Neither ServiceIdentity:TokenUri nor Services:{Issuer} is set: one of "
            + "them is where this service gets its own tokens.");

    Token NewToken(JsonElement answer) => new(answer.GetProperty("access_token").GetString()!,
        time.GetUtcNow() + (TimeSpan.FromSeconds(answer.GetProperty("expires_in").GetInt32()) * RenewAfter));

    static RpcException Unavailable(string why) =>
        new(new Status(StatusCode.Unavailable, $"The service's own token cannot be had: {why}"));

    sealed record Token(string Value, DateTimeOffset RenewTime);
}
