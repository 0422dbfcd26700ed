using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mastery.Testing;

/// <summary>A key pair of a program. It signs whatever it is told to, also what no honest program sends.</summary>
public sealed class KeyPair
{
    readonly AsymmetricAlgorithm _key;

    KeyPair(AsymmetricAlgorithm key) => _key = key;

    /// <summary>The public key in PEM.</summary>
    public string Public => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The private key in PEM.</summary>
    public string Private => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>One for ES256.</summary>
    public static KeyPair P256() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>One of another curve.</summary>
    public static KeyPair Curve(string name) => new(ECDsa.Create(ECCurve.CreateFromFriendlyName(name)));

    /// <summary>One for RS256 and PS256.</summary>
    public static KeyPair Rsa(int bits = 2048) => new(RSA.Create(bits));

    /// <summary>One for the algorithm.</summary>
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

    /// <summary>A JWT of parts that are encoded already, by RS256.</summary>
    public string SignText(string head, string claims) =>
        $"{head}.{claims}.{Encode(Signature("RS256", Encoding.ASCII.GetBytes($"{head}.{claims}"), null))}";

    /// <summary>The public key as a JWK.</summary>
    public IReadOnlyDictionary<string, string> Jwk(string id)
    {
        Dictionary<string, string> jwk = new() { ["kid"] = id, ["use"] = "sig" };
        if (_key is ECDsa curve)
        {
            var point = curve.ExportParameters(includePrivateParameters: false).Q;
            (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", "P-256", Encode(point.X!), Encode(point.Y!));
        }
        else
        {
            var rsa = ((RSA)_key).ExportParameters(includePrivateParameters: false);
            (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Encode(rsa.Modulus!), Encode(rsa.Exponent!));
        }

        return jwk;
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
