using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.ServiceDefaults;

/// <summary>The public keys of the issuers, fetched when first needed, again when a token names a key not seen before,
/// and from time to time so that a withdrawn key is forgotten.</summary>
sealed partial class IssuerKeys(TimeProvider time, ILogger<IssuerKeys> log) : IDisposable
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(2);

    readonly HttpClient _http =
        new(new SocketsHttpHandler { PooledConnectionLifetime = Lifetime }) { Timeout = TimeSpan.FromSeconds(5) };
    readonly ConcurrentDictionary<string, KeySet> _sets = new();
    readonly SemaphoreSlim _fetching = new(1, 1);

    /// <summary>The keys of <paramref name="issuer"/>, with the one called <paramref name="keyId"/> if it has
    /// it.</summary>
    /// <exception cref="HttpRequestException">The keys have never been fetched and cannot be now.</exception>
    public async Task<IReadOnlyList<SecurityKey>> OfAsync(IssuerOptions issuer, string? keyId,
        CancellationToken cancellation)
    {
        if (_sets.TryGetValue(issuer.JwksUri, out var known) && !IsDue(known, keyId))
        {
            return known.Keys;
        }

        await _fetching.WaitAsync(cancellation);
        try
        {
            return _sets.TryGetValue(issuer.JwksUri, out known) && !IsDue(known, keyId) ? known.Keys
                : await RefreshAsync(issuer, known);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _fetching.Dispose();
    }

    bool IsDue(KeySet known, string? keyId)
    {
        var age = time.GetUtcNow() - known.FetchTime;
        return age > Lifetime || (age > BetweenFetches && known.Keys.All(key => key.KeyId != keyId));
    }

    async Task<IReadOnlyList<SecurityKey>> RefreshAsync(IssuerOptions issuer, KeySet? known)
    {
        try
        {
            known = new KeySet(await FetchAsync(issuer.JwksUri), time.GetUtcNow());
        }
        catch (Exception exception) when (known is not null
            && exception is HttpRequestException or TaskCanceledException or ArgumentException)
        {
            // Keys that were good go on being so while the issuer is away.
            LogStale(exception, issuer.Issuer);
            known = known! with { FetchTime = time.GetUtcNow() };
        }

        _sets[issuer.JwksUri] = known;
        return known.Keys;
    }

    /// <summary>Over HTTP/2 where it is cleartext, which the suite's services speak and nothing else; over whatever is
    /// spoken there when that fails.</summary>
    async Task<IReadOnlyList<SecurityKey>> FetchAsync(string uri)
    {
        var cleartext = uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        try
        {
            return await FetchAsync(uri, cleartext ? HttpVersion.Version20 : HttpVersion.Version11,
                cleartext ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrHigher);
        }
        catch (HttpRequestException exception) when (cleartext && exception.StatusCode is null
            && exception.HttpRequestError is not HttpRequestError.ConnectionError)
        {
            return await FetchAsync(uri, HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        }
    }

    async Task<IReadOnlyList<SecurityKey>> FetchAsync(string uri, Version version, HttpVersionPolicy policy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = version, VersionPolicy = policy };
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return [.. new JsonWebKeySet(await response.Content.ReadAsStringAsync()).GetSigningKeys()];
    }

    [LoggerMessage(LogLevel.Warning, "The keys of {Issuer} could not be fetched; the last ones are kept")]
    partial void LogStale(Exception exception, string issuer);

    sealed record KeySet(IReadOnlyList<SecurityKey> Keys, DateTimeOffset FetchTime);
}
