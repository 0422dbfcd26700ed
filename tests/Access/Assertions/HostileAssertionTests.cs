using System.Net;
using System.Text;
using System.Text.Json;
using Mastery.Testing;

namespace Mastery.Access.Tests.Assertions;

/// <summary>Assertions that are not what they must be, one thing about each.</summary>
public sealed class HostileAssertionTests(AccessFixture access)
{
    static readonly string[] TwoAudiences = ["https://suite.test/", "https://other.test/"];
    static readonly object?[] Odd =
    [
        null, -1, 1e300, true, long.MaxValue, new object(), Array.Empty<string>(), new[] { new[] { "x" } }, "\0",
        new string('9', 400), "-1",
    ];

    static readonly string[] Critical = ["exp"];

    public static TheoryData<string, string> Hostile => new()
    {
        { "another audience", "aud must be 'https://suite.test/' alone" },
        { "two audiences", "aud must be" },
        { "no audience", "aud must be" },
        { "expired", "it has expired" },
        { "no end", "exp is missing" },
        { "a late end", "at most 5 minutes ahead" },
        { "not yet valid", "not valid yet" },
        { "no jti", "jti must be" },
        { "an empty jti", "jti must be" },
        { "a long jti", "jti must be" },
        { "another issuer", "iss and sub" },
        { "alg none", "alg must be one of ES256, RS256, PS256" },
        { "HS256 with the public key", "alg must be" },
        { "RS512", "alg must be" },
        { "a crit header", "crit" },
        { "changed after it was signed", "No public key" },
        { "without its signature", "No public key" },
        { "by another key", "No public key" },
        { "by a key that it brings", "No public key" },
        { "RS256 in its header, by a curve", "No public key" },
        { "no JWT", "no JWT" },
        { "no JSON", "no JWT" },
        { "encrypted", "no JWT" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Refuses_what_no_honest_client_sends(string what, string problem)
    {
        var pair = what is "RS512" ? KeyPair.Rsa() : KeyPair.P256();
        var id = await access.MakeAsync(pair);
        var soon = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var assertion = what switch
        {
            "another audience" => pair.Sign(id, change: claims => claims["aud"] = "https://other.test/"),
            "two audiences" => pair.Sign(id,
                change: claims => claims["aud"] = TwoAudiences),
            "no audience" => pair.Sign(id, change: claims => claims.Remove("aud")),
            "expired" => pair.Sign(id, change: claims => claims["exp"] = soon - 10),
            "no end" => pair.Sign(id, change: claims => claims.Remove("exp")),
            "a late end" => pair.Sign(id, change: claims => claims["exp"] = soon + 400),
            "not yet valid" => pair.Sign(id, change: claims => claims["nbf"] = soon + 3600),
            "no jti" => pair.Sign(id, change: claims => claims.Remove("jti")),
            "an empty jti" => pair.Sign(id, change: claims => claims["jti"] = ""),
            "a long jti" => pair.Sign(id, change: claims => claims["jti"] = new string('j', 201)),
            "another issuer" => pair.Sign(id, change: claims => claims["iss"] = "somebody-else"),
            "alg none" => pair.Sign(id, "none"),
            "HS256 with the public key" => pair.Sign(id, "HS256", secret: Encoding.ASCII.GetBytes(pair.Public)),
            "RS512" => pair.Sign(id, "RS512"),
            "a crit header" => pair.Sign(id, header: header => header["crit"] = Critical),
            "changed after it was signed" => Changed(pair.Sign(id), pair.Sign(id)),
            "without its signature" => Changed(pair.Sign(id), "."),
            "by another key" => KeyPair.P256().Sign(id),
            "by a key that it brings" => Bringing(id),
            "RS256 in its header, by a curve" => pair.Sign(id, header: header => header["alg"] = "RS256"),
            "no JWT" => "nonsense",
            "no JSON" => "a.b.c",
            "encrypted" => "e30.e30.e30.e30.e30",
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        await access.RefusedAsync(assertion, problem, ("client_id", id));
        // The control: the same client signs in otherwise.
        await access.TokenAsync(pair.Sign(id));
    }

    // Whatever is put in place of a claim, or into the header: a refusal, and no failure of the service.
    [Theory]
    [InlineData("iss"), InlineData("sub"), InlineData("aud"), InlineData("exp"), InlineData("nbf"), InlineData("jti")]
    [InlineData("iat"), InlineData("alg"), InlineData("typ"), InlineData("kid")]
    public async Task Refuses_claims_of_other_kinds(string name)
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);
        foreach (var odd in Odd)
        {
            void Change(Dictionary<string, object?> part) => part[name] = odd;
            var inHeader = name is "alg" or "typ" or "kid";
            using var answer = await access.SignInAsync(
                pair.Sign(id, change: inHeader ? null : Change, header: inHeader ? Change : null), null,
                ("client_id", id));

            // What is not looked at, and any text as the id that it is used once by.
            var accepted = name is "iat" or "typ" or "kid" or "nbf" || (name is "jti" && odd is string);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized
                || (accepted && answer.StatusCode is HttpStatusCode.OK), $"{name}: {odd}: {answer.StatusCode}");
        }

        await access.TokenAsync(pair.Sign(id));
    }

    /// <summary>The claims of one with the signature of the other.</summary>
    static string Changed(string one, string other) =>
        one[..one.LastIndexOf('.')] + other[other.LastIndexOf('.')..];

    static string Bringing(string id)
    {
        var own = KeyPair.P256();
        var jwk = JsonElement.Parse(PublicKeys.Read(own.Public).Jwk);
        return own.Sign(id, header: header => header["jwk"] = jwk);
    }
}
