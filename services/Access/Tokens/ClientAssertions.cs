using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace Mastery.Access;

/// <summary>Judges the JWTs with which clients sign in in place of a secret (<c>private_key_jwt</c>, RFC 7523): what
/// they say, who signed them, and that each comes once.</summary>
public sealed class ClientAssertions(
    UsedAssertions used, TimeProvider time, IOptions<OpenIddictServerOptions> server)
{
    /// <summary>The algorithms by which they may be signed.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    const string Unverified =
        "No public key of the client that is valid now verifies client_assertion, or the client has expired.";

    /// <summary>How far ahead they may expire.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    const int LongestJti = 200;

    static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>The client that an assertion names, whether or not it is valid; null where it cannot be read.</summary>
    public static string? ClientOf(string assertion) => JwtText.Read(assertion)?.Subject;

    /// <summary>Judges an assertion.</summary>
    /// <param name="client">The client that the request is of; null where there is none.</param>
    /// <param name="id">The id that it names.</param>
    /// <param name="assertion">What it sent.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The key that it is signed with; or what is wrong.</returns>
    public async Task<(ClientKey? Key, TokenRefusal? Refusal)> JudgeAsync(
        ApiClient? client, string id, string assertion, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (JwtText.Read(assertion) is not { } jwt)
        {
            return (null, Refusal("assertion_invalid", "client_assertion is no JWT that can be read."));
        }

        if (Problem(jwt, id, now.UtcDateTime) is { } problem)
        {
            return (null, Refusal("assertion_invalid", $"client_assertion: {problem}."));
        }

        // The same for a client that there is not, so that it does not tell which there are.
        return await SignerAsync(client, jwt, now) is not { } key
            ? (null, Refusal(client is null ? "client_unknown"
                : client.HasEnded(now) ? "client_ended" : "assertion_unverified", Unverified))
            : await used.AddAsync(id, jwt.Id, jwt.ValidTo + Skew, cancellation) ? (key, null)
            : (null, Refusal("assertion_reused",
                "client_assertion: its jti was used before. Sign a new one for each request."));
    }

    static TokenRefusal Refusal(string reason, string description) =>
        new(OpenIddictConstants.Errors.InvalidClient, reason, description, Counts: true);

    /// <summary>What is wrong with what it says; null where nothing is.</summary>
    string? Problem(JsonWebToken jwt, string id, DateTime now) => jwt switch
    {
        _ when !Algorithms.Contains(jwt.Alg) => $"alg must be one of {string.Join(", ", Algorithms)}",
        // What it says must be understood (RFC 7515, section 4.1.11), nobody here knows.
        _ when jwt.TryGetHeaderValue<object>("crit", out _) => "crit is not understood",
        _ when jwt.Issuer != id || jwt.Subject != id => "iss and sub must both be the client's id",
        _ when jwt.Audiences.ToList() is not [{ } audience] || !IsHere(audience) =>
            $"aud must be '{server.Value.Issuer}' alone",
        _ when !jwt.TryGetPayloadValue<object>("exp", out _) => "exp is missing",
        _ when now - Skew > jwt.ValidTo => "it has expired, see exp: make a new one for each request",
        _ when jwt.ValidTo > now + LongestLife + Skew =>
            $"exp must be at most {LongestLife.TotalMinutes} minutes ahead",
        _ when jwt.ValidFrom > now + Skew => "it is not valid yet, see nbf",
        _ when jwt.Id is not { Length: > 0 and <= LongestJti } =>
            $"jti must be a text of 1 to {LongestJti} characters that is not used twice",
        _ => null,
    };

    /// <summary>Whether an audience is this issuer, or its token endpoint.</summary>
    bool IsHere(string audience) => audience.TrimEnd('/') == server.Value.Issuer!.AbsoluteUri.TrimEnd('/')
        || audience == server.Value.TokenEndpointUris[0].AbsoluteUri;

    static async Task<ClientKey?> SignerAsync(ApiClient? client, JsonWebToken jwt, DateTimeOffset now)
    {
        if (client is null || client.HasEnded(now))
        {
            return null;
        }

        foreach (var key in client.PublicKeys.Where(key => key.IsLive(now)))
        {
            // What it says was judged above: here is only who signed it.
            var result = await Handler.ValidateTokenAsync(jwt, new()
            {
                IssuerSigningKey = new JsonWebKey(key.Jwk),
                ValidAlgorithms = Algorithms,
                RequireSignedTokens = true,
                ValidateIssuer = false,
                ValidateAudience = false,
                ValidateLifetime = false,
            });
            if (result.IsValid)
            {
                return key;
            }
        }

        return null;
    }
}
