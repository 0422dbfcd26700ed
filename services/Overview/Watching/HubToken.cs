using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Mastery.Overview.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Overview;

/// <summary>Where a reader is in each feed: the feeds' own tokens in one. It is no secret, and gives no right: each
/// service reads its part as if it had come from the caller.</summary>
static class HubToken
{
    // Of what follows. A later form gets another number, and this one is still read.
    const string Version = "1";

    /// <summary>The token of some places.</summary>
    public static string Of(IEnumerable<KeyValuePair<Feed, string>> places)
    {
        var parts = places.Select(place => $"{(int)place.Key}={place.Value}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(' ', parts.Prepend(Version))));
    }

    /// <summary>The places of a token; none where it is empty.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is damaged.</exception>
    public static IReadOnlyDictionary<Feed, string> Read(string token)
    {
        Dictionary<Feed, string> places = [];
        if (token.Length == 0)
        {
            return places;
        }

        if (Text(token)?.Split(' ') is not [Version, _, ..] parts || !parts.Skip(1).All(part => TryAdd(part, places)))
        {
            throw ApiError.Invalid("resume_token", "is not one that WatchHub gave: list, then watch without one");
        }

        return places;
    }

    static bool TryAdd(string part, Dictionary<Feed, string> places) =>
        part.Split('=', 2) is [var number, { Length: > 0 } place]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var feed)
        && HubFeeds.All.Contains((Feed)feed) && places.TryAdd((Feed)feed, place);

    static string? Text(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
