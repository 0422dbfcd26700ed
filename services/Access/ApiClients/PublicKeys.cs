using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>Reads the public keys that clients are to sign in with. What is refused is repeated in no error: it may be
/// a private key.</summary>
public static class PublicKeys
{
    const string Field = "public_key";
    const int CoordinateBytes = 32;
    const int LeastRsaBits = 2048;
    const int MostRsaBits = 4096;

    // FIPS 186-5: above 2^16. With 1, anybody could sign.
    const int LeastExponentBytes = 3;
    const int MostExponentBytes = 8;

    /// <summary>What a JWK has of private and of secret keys (RFC 7518, sections 6.2.2, 6.3.2 and 6.4).</summary>
    static readonly string[] Private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a key.</summary>
    /// <param name="text">A PEM file, or a JWK.</param>
    /// <returns>Its thumbprint (RFC 7638) and its JWK, in the form that the thumbprint is of.</returns>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is none that clients can sign in with.</exception>
    public static (string KeyId, string Jwk) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
        {
            throw IsPrivate();
        }

        var jwk = text.StartsWith('{') ? OfJwk(text) : OfPem(text);
        return (Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(jwk))), jwk);
    }

    static string OfPem(string text)
    {
        if (!PemEncoding.TryFind(text, out var pem) || text[pem.Label] is not "PUBLIC KEY")
        {
            throw Refuse("must be a PEM file that begins with '-----BEGIN PUBLIC KEY-----', or a JWK in JSON");
        }

        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(text[pem.Base64Data]), out _);
            using var curve = key.GetECDsaPublicKey();
            using var rsa = key.GetRSAPublicKey();
            return curve is not null ? Curve(curve.ExportParameters(includePrivateParameters: false))
                : rsa is not null ? Rsa(rsa.ExportParameters(includePrivateParameters: false))
                : throw WrongKind();
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw Refuse("is no readable public key");
        }
    }

    static string OfJwk(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var jwk = document.RootElement;
            if (Private.Any(member => jwk.TryGetProperty(member, out _)))
            {
                throw IsPrivate();
            }

            return Text(jwk, "use") is not (null or "sig")
                || Text(jwk, "alg") is not (null or "ES256" or "RS256" or "PS256")
                ? throw Refuse("is for another use than signatures by ES256, RS256 or PS256")
                : Text(jwk, "kty") switch
                {
                    "EC" when Text(jwk, "crv") == "P-256" => Curve(new()
                    {
                        Curve = ECCurve.NamedCurves.nistP256,
                        Q = new() { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
                    }),
                    "RSA" => Rsa(new() { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") }),
                    _ => throw WrongKind(),
                };
        }
        catch (Exception exception) when (exception
            is JsonException or CryptographicException or FormatException or InvalidOperationException)
        {
            throw Refuse("is no readable public key");
        }
    }

    static string Curve(ECParameters key)
    {
        if (key.Curve.Oid is not { Value: "1.2.840.10045.3.1.7" } and not { FriendlyName: "nistP256" })
        {
            throw WrongKind();
        }

        // It refuses what is no point of the curve.
        using var known = ECDsa.Create(key);
        return key.Q is { X.Length: CoordinateBytes, Y.Length: CoordinateBytes }
            ? $$"""{"crv":"P-256","kty":"EC","x":"{{Encode(key.Q.X)}}","y":"{{Encode(key.Q.Y)}}"}"""
            : throw Refuse("is no readable public key");
    }

    static string Rsa(RSAParameters key)
    {
        var (modulus, exponent) = (Shortest(key.Modulus!), Shortest(key.Exponent!));
        using var known = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return known.KeySize is < LeastRsaBits or > MostRsaBits
                ? throw Refuse($"is an RSA key of {known.KeySize} bits: it must have {LeastRsaBits} to {MostRsaBits}")
            : exponent.Length is < LeastExponentBytes or > MostExponentBytes || int.IsEvenInteger(exponent[^1])
                ? throw Refuse("is an RSA key with an unsafe exponent: it must be 65537, or another odd one above")
            : $$"""{"e":"{{Encode(exponent)}}","kty":"RSA","n":"{{Encode(modulus)}}"}""";
    }

    static byte[] Shortest(byte[] number) => [.. number.SkipWhile(digit => digit == 0)];

    static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    static byte[] Bytes(JsonElement jwk, string member) => Base64Url.DecodeFromChars(Text(jwk, member));

    static string? Text(JsonElement jwk, string member) =>
        jwk.TryGetProperty(member, out var value) ? value.GetString() : null;

    static ApiError IsPrivate() => Refuse("is a private key, which nobody but the client may have: it was not kept, "
        + "but others may have seen it on its way. Make a new pair, and send the public key of that one");

    static ApiError WrongKind() =>
        Refuse("must be of the elliptic curve P-256 (ES256), or RSA (RS256, PS256); others are not accepted");

    static ApiError Refuse(string why) => ApiError.Invalid(Field, why);
}
