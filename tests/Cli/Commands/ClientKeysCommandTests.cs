using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mastery.Access.V1;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

public sealed class ClientKeysCommandTests : CommandTest
{
    ConcurrentQueue<Google.Protobuf.IMessage> Asked => Received.Clients;

    [Fact]
    public async Task Lists_the_keys_of_a_client()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("clients", "keys", "exporter"));

        Assert.Equal("apiClients/exporter", Assert.IsType<GetApiClientRequest>(Assert.Single(Asked)).Name);
        Assert.Equal("first-key  RSA  added 2026-11-02 09:30 UTC, until 2027-08-31 00:00 UTC", Output.Trim());
    }

    [Fact]
    public async Task Adds_a_public_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportSubjectPublicKeyInfoPem();

        var exit = await RunAsync("clients", "add-key", "exporter", "--key", Write("public.pem", pem),
            "--expires", "2027-08-31T00:00:00Z", "--expire-others");

        var request = Assert.IsType<AddApiClientKeyRequest>(Assert.Single(Asked));
        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(("apiClients/exporter", pem, true), (request.Name, request.PublicKey, request.ExpireOthers));
        Assert.Equal(new DateTime(2027, 8, 31), request.ExpireTime.ToDateTime());
        Assert.StartsWith("new-key  P-256  added ", Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Pairs => new()
    {
        { Curve(key => key.ExportPkcs8PrivateKeyPem()), "BEGIN PUBLIC KEY" },
        { Curve(key => key.ExportECPrivateKeyPem()), "BEGIN PUBLIC KEY" },
        { Rsa(key => key.ExportRSAPrivateKeyPem()), "BEGIN PUBLIC KEY" },
        { """{"kty":"RSA"}""", """{"kty":"RSA"}""" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public async Task Sends_no_private_key(string file, string sent)
    {
        await RunAsync("clients", "add-key", "exporter", "--key", Write("key.pem", file));

        var request = Assert.IsType<AddApiClientKeyRequest>(Assert.Single(Asked));
        Assert.Contains(sent, request.PublicKey, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", request.PublicKey, StringComparison.Ordinal);
        Assert.False(request.ExpireOthers);
    }

    [Fact]
    public async Task Sends_nothing_of_a_file_that_it_cannot_read()
    {
        var locked = Curve(key => key.ExportEncryptedPkcs8PrivateKeyPem(
            "password", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));

        Assert.Equal(ExitCode.NothingDone,
            await RunAsync("clients", "add-key", "exporter", "--key", Write("locked.pem", locked)));
        Assert.Equal(ExitCode.NothingDone,
            await RunAsync("clients", "add-key", "exporter", "--key", PathOf("no-such-file.pem")));

        Assert.Empty(Asked);
        Assert.Contains("without a password", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removes_a_key()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("clients", "remove-key", "exporter", "first-key"));

        var request = Assert.IsType<RemoveApiClientKeyRequest>(Assert.Single(Asked));
        Assert.Equal(("apiClients/exporter", "first-key"), (request.Name, request.KeyId));
        Assert.Equal("no keys", Output.Trim());
    }

    [Theory]
    [InlineData("no key", "no private key in PEM")]
    [InlineData(null, "no-such-file.pem")]
    public async Task Says_that_a_key_to_sign_in_with_cannot_be_used(string? text, string problem)
    {
        var file = text is null ? PathOf("no-such-file.pem") : Write("key.pem", text);

        Assert.Equal(ExitCode.NothingDone,
            await RunAsync("clients", "keys", "exporter", "--client-id", "exporter", "--client-key", file));

        Assert.Empty(Asked);
        Assert.Contains(problem, Error, StringComparison.Ordinal);
    }

    static string Curve(Func<ECDsa, string> export)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return export(key);
    }

    static string Rsa(Func<RSA, string> export)
    {
        using var key = RSA.Create(2048);
        return export(key);
    }
}
