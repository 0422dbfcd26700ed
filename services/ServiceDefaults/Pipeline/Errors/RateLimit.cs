using System.Globalization;

namespace Mastery.ServiceDefaults;

/// <summary>A limit on the rate of calls, as an error tells of it.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Calls">How many calls it allows in a window.</param>
/// <param name="Window">The window.</param>
public sealed record RateLimit(string Policy, int Calls, TimeSpan Window)
{
    /// <summary>The metadata that the error catalogue promises: <c>policy</c>, <c>limit</c>,
    /// <c>window_seconds</c>.</summary>
    internal Dictionary<string, string> ToMetadata() => new()
    {
        ["policy"] = Policy,
        ["limit"] = Calls.ToString(CultureInfo.InvariantCulture),
        ["window_seconds"] = Math.Ceiling(Window.TotalSeconds).ToString(CultureInfo.InvariantCulture),
    };
}
