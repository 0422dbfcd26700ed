using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The day of a source, by which the newest one wins.</summary>
sealed class ExtractDate(TimeProvider clock)
{
    static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Today in England.</summary>
    public DateOnly Today { get; } =
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, England));

    /// <summary>The day that a request gives; null when it gives none.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT when it is in the future: no later extract could correct what was
    /// imported under it.</exception>
    public DateOnly? Of(string text)
    {
        var day = IsoDate.ParseOrNull(text);
        return day is null || day <= Today
            ? day
            : throw ApiError.Invalid(
                "extract_date", $"is in the future: give the day of the extract, {IsoDate.Text(Today)} at the latest");
    }

    /// <summary>The day of a record of a source without one: that on which GIAS last changed it, else today.</summary>
    public DateOnly Of(School school) => school.LastChangedDate < Today ? school.LastChangedDate.Value : Today;
}
