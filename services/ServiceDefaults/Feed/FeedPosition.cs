using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Mastery.ServiceDefaults;

/// <summary>How far somebody has followed the log of a hub.</summary>
/// <param name="Epoch">What tells the log from what a restore made of it; empty for a hub that has none yet.</param>
/// <param name="Revision">The last revision that was seen; 0 for none.</param>
readonly record struct FeedPosition(Guid Epoch, long Revision)
{
    /// <summary>The position as callers keep it. It is no secret: a forged one only moves the start within what the
    /// caller may read anyway.</summary>
    public string ToToken(string hub) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{hub} {Epoch:N} {Revision}"));

    /// <summary>The position of a token.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is damaged, or of the log of another hub.</exception>
    public static FeedPosition Of(string hub, string token)
    {
        try
        {
            if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ') is [var of, var epoch, var number]
                && Guid.TryParseExact(epoch, "N", out var known)
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                return of == hub ? new(known, revision)
                    : throw ApiError.Invalid("resume_token", "is of another hub: each has a feed of its own");
            }
        }
        catch (FormatException)
        {
            // Answered below, as every other damage.
        }

        throw ApiError.Invalid("resume_token", "is not one that this feed gave: list, then watch without one");
    }
}
