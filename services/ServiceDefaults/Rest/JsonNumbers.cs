using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mastery.ServiceDefaults;

/// <summary>Writes whole numbers as JSON transcoding reads integers: the JSON of protobuf takes <c>12.0</c> and
/// <c>1.2e1</c> for 12, as spreadsheets and other programs write them.</summary>
static class JsonNumbers
{
    // Longer ones may be rounded when they are read as a decimal.
    const int LongestExact = 28;

    /// <summary>The body with such numbers rewritten; the same array where there are none.</summary>
    /// <param name="body">Valid JSON.</param>
    public static byte[] Normalise(byte[] body)
    {
        ArrayBufferWriter<byte>? rewritten = null;
        var copied = 0;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number || Whole(reader.ValueSpan) is not { } whole)
            {
                continue;
            }

            rewritten ??= new ArrayBufferWriter<byte>(body.Length);
            rewritten.Write(body.AsSpan(copied, (int)reader.TokenStartIndex - copied));
            rewritten.Write(Encoding.UTF8.GetBytes(whole));
            copied = (int)reader.TokenStartIndex + reader.ValueSpan.Length;
        }

        rewritten?.Write(body.AsSpan(copied));
        return rewritten is null ? body : rewritten.WrittenSpan.ToArray();
    }

    /// <summary>The digits of a number that is whole but not written so; null for any other.</summary>
    static string? Whole(ReadOnlySpan<byte> number) =>
        number.ContainsAny((byte)'.', (byte)'e', (byte)'E') && number.Length <= LongestExact
            && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value == decimal.Truncate(value) && value is >= long.MinValue and <= ulong.MaxValue
            // A value too small for a decimal is read as zero, but is none.
            && (value != 0 || !number.ContainsAnyInRange((byte)'1', (byte)'9'))
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : null;
}
