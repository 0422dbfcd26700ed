namespace Mastery.Mis;

/// <summary>How long an API is waited for, and how often it is asked again.</summary>
public sealed record ApiLimits
{
    /// <summary>The longest that one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a failed request is repeated: after 429, 408, 5xx, a lost connection or no answer in
    /// time.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The first wait before a repetition; each further one is twice as long. An API that says how long to
    /// wait (<c>Retry-After</c>) is obeyed.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait: an API that asks for more ends the reading.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(5);
}
