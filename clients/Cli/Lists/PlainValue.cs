using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.Cli.Lists;

/// <summary>Texts of the API's JSON as people read them.</summary>
static class PlainValue
{
    /// <summary>A value of an enum in words (<c>STATE_ACTIVE</c> of <c>state</c> is "active"), a moment in the time of
    /// England; null for a text that is as somebody wrote it.</summary>
    /// <param name="name">The field's name in JSON, or in the contract.</param>
    /// <param name="text">Its value.</param>
    public static string? Of(string name, string text)
    {
        var prefix = JsonNamingPolicy.SnakeCaseUpper.ConvertName(name) + "_";
        if (text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return text[prefix.Length..].Replace('_', ' ').ToLowerInvariant();
        }

        // Fields of that name are moments, and nothing else (AIP-142).
        return prefix.EndsWith("_TIME_", StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment)
                ? England.Moment(Timestamp.FromDateTimeOffset(moment))
                : null;
    }
}
