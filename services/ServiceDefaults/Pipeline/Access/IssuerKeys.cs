using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.ServiceDefaults;

/// <summary>The public keys of the issuers: a set for each, so that one that is away holds up nobody else's
/// tokens.</summary>
public sealed class IssuerKeys(TimeProvider time, ILogger<IssuerKeys> log) : IDisposable
{
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    readonly HttpClient _http =
        new(new CleartextHttp2Handler(new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime }))
        {
            Timeout = Timeout,
        };

    readonly ConcurrentDictionary<string, IssuerKeySet> _sets = new();

    /// <summary>The keys of an issuer that its discovery document names, with the one called <paramref name="keyId"/>
    /// if it has it.</summary>
    /// <param name="issuer">The address of the issuer, below which its discovery document is.</param>
    /// <param name="keyId">The id of a key; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="KeysUnavailableException">They cannot be fetched now, and without them nobody can tell whether
    /// a token is valid.</exception>
    public Task<IReadOnlyCollection<SecurityKey>> OfAsync(
        string issuer, string? keyId, CancellationToken cancellation) =>
        OfAsync(new IssuerOptions { Issuer = issuer }, keyId, cancellation);

    /// <summary>The keys of <paramref name="issuer"/>, with the one called <paramref name="keyId"/> if it has
    /// it.</summary>
    /// <exception cref="KeysUnavailableException">They cannot be fetched now, and without them nobody can tell whether
    /// a token is valid.</exception>
    internal Task<IReadOnlyCollection<SecurityKey>> OfAsync(IssuerOptions issuer, string? keyId,
        CancellationToken cancellation) =>
        Set(issuer).OfAsync(keyId, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The set of an issuer, the same each time.</summary>
    internal IssuerKeySet Set(IssuerOptions issuer) => _sets.GetOrAdd(issuer.Issuer, _ => new IssuerKeySet(
        issuer,
        new IssuerDocuments(new HttpDocumentRetriever(_http) { RequireHttps = IsEncrypted(issuer) }, time, log)));

    /// <summary>What an issuer publishes by https says, leads to nothing in cleartext.</summary>
    static bool IsEncrypted(IssuerOptions issuer) =>
        issuer.JwksUri.Length == 0 && issuer.Issuer.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The issuer's keys cannot be fetched, so that nobody can tell whether a token is valid.</summary>
public sealed class KeysUnavailableException : Exception
{
    internal KeysUnavailableException(Exception inner) : base("The issuer's keys cannot be fetched.", inner)
    {
    }
}
