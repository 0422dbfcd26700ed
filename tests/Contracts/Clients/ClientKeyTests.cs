using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mastery.Clients;
using Mastery.FocusCatalogue.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Contracts.Tests.Clients;

/// <summary>Signing in with a private key in place of a secret.</summary>
public sealed class ClientKeyTests
{
    static readonly GetProjectRequest Request = new() { Name = "projects/NCP24-14" };

    static readonly string[] Named = ["iss", "sub", "aud"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task Sends_a_new_assertion_for_each_token_and_nothing_of_the_key(string algorithm)
    {
        await using var suite = await Suite.StartAsync();
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var pem = algorithm == "ES256" ? curve.ExportPkcs8PrivateKeyPem() : rsa.ExportRSAPrivateKeyPem();
        var client = suite.Client(options => (options.ClientId, options.ClientKey) = ("exporter", pem), fakeTime: true);

        await client.GetProjectAsync(Request, cancellationToken: Cancellation);
        suite.Time.Advance(TimeSpan.FromMinutes(9));
        await client.GetProjectAsync(Request, cancellationToken: Cancellation);

        var assertions = suite.Calls.TokenRequests.Select(sent => Read(sent.Form["client_assertion"]!)).ToList();
        Assert.Equal((2, 1), (assertions.Count, suite.Calls.Discoveries));
        Assert.All(suite.Calls.TokenRequests, sent => Assert.Equal(
            ("", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            (sent.Authorization, sent.Form["client_assertion_type"].ToString())));
        Assert.All(assertions, assertion =>
        {
            Assert.Equal(algorithm, assertion.Header.GetProperty("alg").GetString());
            Assert.Equal(["exporter", "exporter", "https://suite.test/"],
                Named.Select(claim => assertion.Claims.GetProperty(claim).GetString()));
            Assert.Equal(60, Number(assertion.Claims, "exp") - Number(assertion.Claims, "iat"));
            Assert.True(algorithm == "ES256"
                ? curve.VerifyData(assertion.Signed, assertion.Signature, HashAlgorithmName.SHA256)
                : rsa.VerifyData(
                    assertion.Signed, assertion.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        });
        Assert.Distinct(assertions.Select(assertion => assertion.Claims.GetProperty("jti").GetString()));
    }

    public static TheoryData<string> Unusable =>
    [
        "", "no key", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(),
        ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem(),
        RSA.Create(1024).ExportPkcs8PrivateKeyPem(),
        RSA.Create(2048).ExportEncryptedPkcs8PrivateKeyPem(
            "password", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
    ];

    [Theory, MemberData(nameof(Unusable))]
    public void Is_refused_where_it_cannot_be_used(string pem)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Add(pem, secret: null));

        Assert.Contains("no private key in PEM without a password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_beside_a_secret()
    {
        var pem = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();

        Assert.Contains("not both",
            Assert.Throws<InvalidOperationException>(() => Add(pem, "secret")).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Add(pem, secret: null));
    }

    static IServiceCollection Add(string pem, string? secret) => new ServiceCollection().AddMasteryClients(options =>
    {
        options.Address = new("http://localhost:1");
        (options.ClientId, options.ClientKey, options.ClientSecret) = ("exporter", pem, secret);
    });

    static (JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature) Read(string assertion)
    {
        var parts = assertion.Split('.');
        return (JsonElement.Parse(Bytes(parts[0])), JsonElement.Parse(Bytes(parts[1])),
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]));
    }

    static long Number(JsonElement claims, string claim) => claims.GetProperty(claim).GetInt64();

    static byte[] Bytes(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
