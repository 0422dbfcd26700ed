namespace Mastery.ServiceDefaults;

/// <summary>When what was sent in vain is sent again: eleven times over about three days, then it is a dead
/// letter.</summary>
static class WebhookSchedule
{
    const double Jitter = 0.2;

    static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(12),
        TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>How often an event is sent.</summary>
    public static int Attempts => Delays.Length + 1;

    /// <summary>How long to wait after so many failures: as the schedule says, a fifth more or less, and not before
    /// the receiver wants.</summary>
    public static TimeSpan DelayAfter(int failures, TimeSpan? retryAfter)
    {
        var delay = Delays[Math.Min(failures, Delays.Length) - 1]
            * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
        return retryAfter > delay ? retryAfter.Value < LongestRetryAfter ? retryAfter.Value : LongestRetryAfter
            : delay;
    }
}
