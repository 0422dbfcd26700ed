using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.ServiceDefaults;

/// <summary>Validates access tokens. A valid one is cached until it expires: verifying its signature for every call
/// would cost more than the call.</summary>
sealed class TokenValidator(IssuerKeys keys, IOptionsMonitor<AuthOptions> options, TimeProvider time)
{
    const int MaxCachedTokens = 10_000;
    const int LongestToken = 16 * 1024;

    static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    static readonly string[] Algorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    readonly ConcurrentDictionary<string, CachedToken> _cache = new(StringComparer.Ordinal);
    int _count;

    /// <summary>Who holds the token, if it has been found valid before and is not over; null otherwise.</summary>
    public CallerPrincipal? FindValidated(ReadOnlySpan<char> token) =>
        _cache.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var found)
            && time.GetUtcNow() < found.ExpireTime
            ? found.Principal
            : null;

    /// <summary>Who holds the token; null when it is not valid.</summary>
    /// <exception cref="KeysUnavailableException">The issuer's keys cannot be fetched: nobody can tell.</exception>
    public async Task<CallerPrincipal?> ValidateAsync(string token, CancellationToken cancellation)
    {
        if (FindValidated(token) is { } known)
        {
            return known;
        }

        if (token.Length > LongestToken || !_handler.CanReadToken(token) || Read(token) is not { } jwt
            || options.CurrentValue.Issuers.Find(one => one.Issuer == jwt.Issuer) is not { } issuer)
        {
            return null;
        }

        var signing = await keys.OfAsync(issuer, jwt.Kid, cancellation);
        var result = await _handler.ValidateTokenAsync(jwt, Parameters(issuer, signing));
        if (!result.IsValid)
        {
            return null;
        }

        var principal = new CallerPrincipal(result.ClaimsIdentity, IsOurs(issuer) ? "" : new Uri(issuer.Issuer).Host);
        Cache(token, new CachedToken(principal, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) + Skew));
        return principal;
    }

    JsonWebToken? Read(string token)
    {
        try
        {
            var jwt = _handler.ReadJsonWebToken(token);
            // What a token says must be understood (RFC 7515, section 4.1.11), no service knows.
            return jwt.TryGetHeaderValue<object>("crit", out _) ? null : jwt;
        }
        catch (Exception exception) when (exception
            is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    bool IsOurs(IssuerOptions issuer) => issuer.Issuer == options.CurrentValue.Issuers[0].Issuer;

    TokenValidationParameters Parameters(IssuerOptions issuer, IReadOnlyCollection<SecurityKey> signing) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = options.CurrentValue.Audience,
        TypeValidator = (type, _, _) => RequireType(type, IsOurs(issuer)),
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = signing,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = Skew,
        LifetimeValidator = (notBefore, expires, _, _) => IsLive(notBefore, expires),
        NameClaimType = "sub",
    };

    /// <summary>Our own tokens say that they are access tokens (RFC 9068). Many issuers call theirs plain JWT, or
    /// nothing: the audience then tells them from tokens for other purposes.</summary>
    static string RequireType(string? type, bool ours) => type?.ToLowerInvariant() switch
    {
        "at+jwt" or "application/at+jwt" => type,
        "jwt" or "application/jwt" or "" or null when !ours => type ?? "",
        _ => throw new SecurityTokenInvalidTypeException($"'{type}' is no access token.") { InvalidType = type },
    };

    bool IsLive(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || now > start - Skew);
    }

    /// <summary>Bounded bluntly: a flood of different valid tokens only costs their validation again.</summary>
    void Cache(string token, CachedToken cached)
    {
        if (Interlocked.Increment(ref _count) > MaxCachedTokens)
        {
            _cache.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        _cache[token] = cached;
    }

    sealed record CachedToken(CallerPrincipal Principal, DateTimeOffset ExpireTime);
}
