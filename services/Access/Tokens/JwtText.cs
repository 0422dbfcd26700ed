using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Mastery.Access;

/// <summary>Reads signed JWTs that may hold anything.</summary>
static class JwtText
{
    static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The token, nothing of which is verified; null where it cannot be read.</summary>
    public static JsonWebToken? Read(string text)
    {
        try
        {
            // Five parts are an encrypted one, which nobody sends here.
            return text.Count(character => character == '.') == 2 ? Handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The texts of a claim, which is one or a list of them; null where it is anything else, also where the
    /// token has it twice.</summary>
    public static string[]? Texts(JsonWebToken jwt, string claim)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.EncodedPayload), Strict);
            return !payload.RootElement.TryGetProperty(claim, out var value) ? []
                : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(text => text.GetString()!)]
                : [value.GetString()!];
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            // Also a text that is no Unicode.
            return null;
        }
    }
}
