using System.Security.Cryptography;
using System.Text;
using Mastery.ServiceDefaults;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access;

/// <summary>Judges the tokens of issuers of people: who signed them, for whom, and who they say that somebody is.
/// Nothing else that they say counts.</summary>
public sealed class SubjectTokens(PeopleIssuers issuers, IssuerKeys keys, TimeProvider time)
{
    const int LongestSubject = 255;

    static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    // Issuers call theirs plain JWT, or access token, or nothing. Others are for something else.
    static readonly string[] Types = ["", "jwt", "application/jwt", "at+jwt", "application/at+jwt"];

    /// <summary>Tells apart whose failures are counted, before anything is verified.</summary>
    public static string KeyOf(string token) => JwtText.Read(token) is { } jwt
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{jwt.Issuer}#{jwt.Subject}")))
        : "";

    /// <summary>Judges one.</summary>
    /// <returns>The person; or what is wrong.</returns>
    /// <exception cref="KeysUnavailableException">The issuer's keys cannot be fetched: nobody can tell.</exception>
    public async Task<(Person? Person, string Problem)> JudgeAsync(string token, CancellationToken cancellation)
    {
        if (JwtText.Read(token) is not { } jwt)
        {
            return (null, "it is no JWT that can be read");
        }

        if (issuers.All.Where(known => known.Address == jwt.Issuer).ToList() is not [_, ..] named)
        {
            return (null, "its issuer (iss) is none whose people can sign in here");
        }

        if (named.Find(known => jwt.Audiences.Contains(known.Audience)) is not { } issuer)
        {
            return (null, "its audience (aud) is not what this installation is called at the issuer");
        }

        return Problem(jwt) is { } problem ? (null, problem)
            : await IsSignedAsync(jwt, issuer, cancellation) ? Read(jwt, issuer)
            : (null, "no key of its issuer verifies it");
    }

    /// <summary>What is wrong with what it says, whoever signed it; null where nothing is.</summary>
    string? Problem(JsonWebToken jwt)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return jwt switch
        {
            _ when !ClientAssertions.Algorithms.Contains(jwt.Alg) =>
                $"alg must be one of {string.Join(", ", ClientAssertions.Algorithms)}",
            _ when jwt.TryGetHeaderValue<object>("crit", out _) => "crit is not understood",
            _ when !Types.Contains(jwt.Typ?.ToLowerInvariant() ?? "") => "typ is not that of an ID or access token",
            // A token that only the holder of a key may use, and one that tells of an event, as of a logout.
            _ when Has(jwt, "cnf") || Has(jwt, "events") => "it is bound to a key (cnf), or tells of events",
            _ when !Has(jwt, "exp") => "exp is missing",
            // To the second: no token that is given outlives it.
            _ when now >= jwt.ValidTo => "it has expired, see exp: get a new one from its issuer",
            _ when jwt.ValidFrom > now + Skew => "it is not valid yet, see nbf",
            _ => null,
        };
    }

    async Task<bool> IsSignedAsync(JsonWebToken jwt, PeopleIssuer issuer, CancellationToken cancellation)
    {
        var signing = await keys.OfAsync(issuer.Address, jwt.Kid, cancellation);
        // What it says was judged above: here is only who signed it.
        return (await Handler.ValidateTokenAsync(jwt, new()
        {
            IssuerSigningKeys = signing,
            ValidAlgorithms = ClientAssertions.Algorithms,
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        })).IsValid;
    }

    static (Person? Person, string Problem) Read(JsonWebToken jwt, PeopleIssuer issuer) =>
        JwtText.Texts(jwt, issuer.SubjectClaim) is not [var subject] || !IsSubject(subject)
                ? (null, $"its claim {issuer.SubjectClaim} must have the person's id: 1 to {LongestSubject} ASCII "
                    + "characters without blanks and @. An e-mail address is none: another claim may have one")
            : JwtText.Texts(jwt, issuer.GroupsClaim) is not { } groups
                ? (null, $"its claim {issuer.GroupsClaim} must have the names of groups")
            : (new(issuer.Address, subject, [.. groups.Where(IsGroup).Select(Form)], jwt.ValidTo), "");

    /// <summary>As grants have them. With an @ it would be an e-mail address, which changes, is given to others, and
    /// would be in every log.</summary>
    static bool IsSubject(string? subject) => subject is { Length: > 0 and <= LongestSubject }
        && subject.All(character => character is > ' ' and < '\x7f' and not '@');

    static bool IsGroup(string? group) => group is { Length: > 0 } && !group.Any(char.IsControl);

    // As the pipeline forms a grant's text.
    static string Form(string group) => group.Normalize().Trim();

    static bool Has(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<object>(claim, out _);
}
