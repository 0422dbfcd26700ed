using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Which keys are taken, and which are refused.</summary>
public sealed class PublicKeyTests(AccessFixture access)
{
    // The example of RFC 7638, section 3.1.
    [Fact]
    public void Have_the_thumbprint_that_the_standard_says()
    {
        const string N = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B"
            + "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F"
            + "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4"
            + "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            PublicKeys.Read($$"""{"kty":"RSA","n":"{{N}}","e":"AQAB","alg":"RS256"}""").KeyId);
    }

    public static TheoryData<string, string> Unusable => new()
    {
        { KeyPair.Rsa(1024).Public, "1024 bits: it must have 2048 to 4096" },
        { KeyPair.Curve("nistP384").Public, "P-256 (ES256), or RSA" },
        { Jwk("""{"kty":"RSA","n":"MODULUS","e":"AQ"}"""), "public_key" },
        { Jwk("""{"kty":"RSA","n":"MODULUS","e":"Aw"}"""), "unsafe exponent" },
        { Jwk("""{"kty":"RSA","n":"MODULUS","e":"AQAA"}"""), "public_key" },
        { """{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}""", "no readable public key" },
        {
            """
            {"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE",
             "y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}
            """, "no readable public key"
        },
        { """{"kty":"EC","crv":"P-256"}""", "no readable public key" },
        { """{"kty":"EC","crv":"P-256","x":5,"y":5}""", "no readable public key" },
        { """{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""", "others are not accepted" },
        { """{"kty":"RSA","use":"enc","n":"AAAA","e":"AQAB"}""", "another use" },
        { """{"kty":"RSA","alg":"RSA-OAEP","n":"AAAA","e":"AQAB"}""", "another use" },
        { """{"kty":"RSA","kty":"EC"}""", "no readable public key" },
        { """{"keys":[]}""", "others are not accepted" },
        { "{", "no readable public key" },
        { "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "no readable public key" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "must be a PEM file that begins with" },
        { "my key", "must be a PEM file that begins with" },
    };

    [Theory, MemberData(nameof(Unusable))]
    public async Task That_nobody_may_sign_in_with_are_refused(string key, string problem)
    {
        var client = await access.CreateAsync();

        var error = await InvalidAsync(() => AddAsync(client, key));

        Assert.StartsWith("public_key: ", error, StringComparison.Ordinal);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Empty((await access.Clients.GetApiClientAsync(new() { Name = client.Name })).PublicKeys);
    }

    public static TheoryData<string> PrivateForms =>
        ["P-256", "RSA", "with the public one", "JWK", "RSA JWK", "secret"];

    [Theory, MemberData(nameof(PrivateForms))]
    public async Task That_are_private_are_refused_with_a_clear_sentence_and_kept_nowhere(string form)
    {
        var (pair, canary) = (KeyPair.P256(), $"canary{Guid.NewGuid():N}");
        var key = form switch
        {
            "P-256" => pair.Private,
            "RSA" => KeyPair.Rsa().Private,
            "with the public one" => $"{pair.Public}\n{pair.Private}",
            "JWK" => $$"""{"d":"{{canary}}",{{PublicKeys.Read(pair.Public).Jwk[1..]}}""",
            "RSA JWK" => $$"""{"kty":"RSA","n":"AAAA","e":"AQAB","p":"{{canary}}"}""",
            _ => $$"""{"kty":"oct","k":"{{canary}}"}""",
        };
        var part = key.StartsWith('{') ? canary : key.ReplaceLineEndings("\n").Split('\n')[^2];
        var client = await access.CreateAsync();

        var error = await InvalidAsync(async () => await access.Clients.AddApiClientKeyAsync(
            new() { Name = client.Name, PublicKey = key, RequestId = Guid.NewGuid().ToString() }));

        Assert.StartsWith("public_key: is a private key, which nobody but the client may have", error,
            StringComparison.Ordinal);
        Assert.DoesNotContain(part, error, StringComparison.Ordinal);
        Assert.Empty(await access.TablesWithAsync(part));
        Assert.DoesNotContain(
            access.Service.Logs.Entries, entry => $"{entry}".Contains(part, StringComparison.Ordinal));
    }

    static string Jwk(string template)
    {
        var jwk = System.Text.Json.JsonElement.Parse(PublicKeys.Read(KeyPair.Rsa().Public).Jwk);
        return template.Replace("MODULUS", jwk.GetProperty("n").GetString(), StringComparison.Ordinal);
    }

    async Task<V1.ApiClient> AddAsync(V1.ApiClient client, string key) =>
        await access.Clients.AddApiClientKeyAsync(new() { Name = client.Name, PublicKey = key });

    static async Task<string> InvalidAsync(Func<Task> call) =>
        (await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, call)).Message;
}
