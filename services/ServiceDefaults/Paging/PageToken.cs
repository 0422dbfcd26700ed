using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mastery.ServiceDefaults;

/// <summary>Where the next page starts: the order columns of the last row, with a checksum over them and over the
/// query's other arguments. It is no secret: a forged one only moves the start within what the caller may read
/// anyway.</summary>
static class PageToken
{
    const int ChecksumBytes = 9;

    /// <summary>A token is base64: nothing in it needs to be escaped for HTML, which would triple its length.</summary>
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ListRequest list, IEnumerable<object?> values)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(values.Select(Text), Json);
        return Base64Url.EncodeToString([.. Checksum(list, json), .. json]);
    }

    /// <summary>The values of the last row, of the types of <paramref name="properties"/>; enums as their
    /// columns have them.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT when the token is damaged or of another query.</exception>
    public static object?[] Read(ListRequest list, IReadOnlyList<Type> properties)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(list.Token);
            var json = bytes.AsSpan(ChecksumBytes);
            if (bytes.AsSpan(0, ChecksumBytes).SequenceEqual(Checksum(list, json))
                && JsonSerializer.Deserialize<string?[]>(json) is { } texts && texts.Length == properties.Count)
            {
                return [.. texts.Zip(properties, Value)];
            }
        }
        catch (Exception exception) when (exception
            is FormatException or ArgumentException or JsonException or OverflowException)
        {
            // Answered below, as every other damage.
        }

        throw ApiError.Invalid("page_token", "is not one that this query returned: start again without it");
    }

    static byte[] Checksum(ListRequest list, ReadOnlySpan<byte> json) =>
        SHA256.HashData([.. list.Arguments(), .. json])[..ChecksumBytes];

    static string? Text(object? value) => value switch
    {
        null => null,
        Enum known => Enums.TextOf(known),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    static object? Value(string? text, Type property)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        return text is null ? null
            : type == typeof(string) || type.IsEnum ? text
            : type == typeof(Guid) ? Guid.ParseExact(text, "D")
            : type == typeof(DateTime)
                ? DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : type == typeof(DateOnly) ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
