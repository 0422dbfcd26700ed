using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mastery.Access.Tests.Assertions;

/// <summary>A key pair of a program. It signs whatever it is told to, also what no honest program sends.</summary>
public sealed class KeyPair
{
    readonly AsymmetricAlgorithm _key;

    KeyPair(AsymmetricAlgorithm key) => _key = key;

    public string Public => _key.ExportSubjectPublicKeyInfoPem();

    public string Private => _key.ExportPkcs8PrivateKeyPem();

    public static KeyPair P256() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static KeyPair Curve(string name) => new(ECDsa.Create(ECCurve.CreateFromFriendlyName(name)));

    public static KeyPair Rsa(int bits = 2048) => new(RSA.Create(bits));

    public static KeyPair Of(string algorithm) => algorithm == "ES256" ? P256() : Rsa();

    /// <summary>An assertion as it must be, and what is to be different about it.</summary>
    public string Sign(string client, string? algorithm = null, Action<Dictionary<string, object?>>? change = null,
        Action<Dictionary<string, object?>>? header = null, byte[]? secret = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = client, ["sub"] = client, ["aud"] = "https://suite.test/", ["exp"] = now + 60,
            ["jti"] = Guid.NewGuid().ToString(),
        };
        change?.Invoke(claims);
        algorithm ??= _key is ECDsa ? "ES256" : "PS256";
        Dictionary<string, object?> head = new() { ["typ"] = "JWT", ["alg"] = algorithm };
        header?.Invoke(head);
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(head))}."
            + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        return $"{signed}.{Encode(Signature(algorithm, Encoding.ASCII.GetBytes(signed), secret))}";
    }

    byte[] Signature(string algorithm, byte[] signed, byte[]? secret) => (algorithm, _key) switch
    {
        ("none", _) => [],
        ("HS256", _) => HMACSHA256.HashData(secret!, signed),
        ("RS256", RSA rsa) => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ("RS512", RSA rsa) => rsa.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        (_, RSA rsa) => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        (_, ECDsa curve) => curve.SignData(signed, HashAlgorithmName.SHA256),
        _ => throw new ArgumentException(algorithm, nameof(algorithm)),
    };

    static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
