using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The bounds that every service keeps.</summary>
static class Limits
{
    /// <summary>The largest message, received or sent, and the largest REST body.</summary>
    public const int MessageBytes = 4 * 1024 * 1024;

    /// <summary>The longest page token: it carries the values that its list is ordered by, which may be the longest
    /// texts there are.</summary>
    public const int PageTokenCharacters = ContractField.LongestPageToken;
}
