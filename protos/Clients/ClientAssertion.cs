using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mastery.Clients;

/// <summary>Signs what a client sends in place of a secret: a short-lived JWT (<c>private_key_jwt</c>, RFC 7523), each
/// for one request. Of JWTs nothing else is needed, so that there is no package for it.</summary>
sealed partial class ClientAssertion : IDisposable
{
    /// <summary>The type of the assertion, as a token request names it.</summary>
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    readonly ECDsa? _curve;
    readonly RSA? _rsa;

    /// <param name="pem">A PEM file with a private key of the curve P-256, or RSA.</param>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public ClientAssertion(string pem)
    {
        if (Import(ECDsa.Create(), pem) is { } curve)
        {
            _curve = curve is { KeySize: 256 } ? (ECDsa)curve : throw Unusable();
        }
        else
        {
            _rsa = Import(RSA.Create(), pem) is RSA { KeySize: >= 2048 } rsa ? rsa : throw Unusable();
        }
    }

    /// <summary>An assertion for one request for a token.</summary>
    /// <param name="client">The client's id.</param>
    /// <param name="issuer">Who gives the token.</param>
    /// <param name="now">The time.</param>
    public string Sign(string client, string issuer, DateTimeOffset now)
    {
        var (issued, expires) = (now.ToUnixTimeSeconds(), (now + Life).ToUnixTimeSeconds());
        var claims = new Claims(client, client, issuer, issued, expires, Guid.NewGuid().ToString());
        var header = new Header("JWT", _curve is null ? "PS256" : "ES256");
        var signed = $"{Encode(header, ClaimsJson.Default.Header)}.{Encode(claims, ClaimsJson.Default.Claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = _curve?.SignData(bytes, HashAlgorithmName.SHA256)
            ?? _rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        return $"{signed}.{Encode(signature)}";
    }

    public void Dispose()
    {
        _curve?.Dispose();
        _rsa?.Dispose();
    }

    /// <summary>The key with what the file has; null where it is of another kind.</summary>
    static AsymmetricAlgorithm? Import(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            // A public key could be read too, and not sign.
            if (pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            {
                key.ImportFromPem(pem);
                return key;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // It is of another kind, or encrypted.
        }

        key.Dispose();
        return null;
    }

    static InvalidOperationException Unusable() => new($"{nameof(MasteryClientOptions.ClientKey)} is no private key in "
        + "PEM without a password, of the curve P-256 or RSA with at least 2048 bits.");

    static string Encode<T>(T part, JsonTypeInfo<T> type) =>
        Encode(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(part, type));

    static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    internal sealed record Header(
        [property: JsonPropertyName("typ")] string Typ,
        [property: JsonPropertyName("alg")] string Alg);

    internal sealed record Claims(
        [property: JsonPropertyName("iss")] string Iss,
        [property: JsonPropertyName("sub")] string Sub,
        [property: JsonPropertyName("aud")] string Aud,
        [property: JsonPropertyName("iat")] long Iat,
        [property: JsonPropertyName("exp")] long Exp,
        [property: JsonPropertyName("jti")] string Jti);

    [JsonSerializable(typeof(Header)), JsonSerializable(typeof(Claims))]
    sealed partial class ClaimsJson : JsonSerializerContext;
}
