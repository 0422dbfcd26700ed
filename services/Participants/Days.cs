using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads the days of requests.</summary>
static class Days
{
    /// <summary>The day in a field, or today when it is empty. It is not in the future.</summary>
    public static DateOnly NotAfterToday(string field, string text, DateOnly today) =>
        IsoDate.ParseOrNull(text) is not { } day ? today
            : day <= today ? day
            : throw ApiError.Invalid(field, $"must not be after today, {EnglandTime.Words(today)}");
}
