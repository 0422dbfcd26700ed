using PublicHoliday;

namespace Mastery.DevelopmentPlans;

/// <summary>Days on which schools in England are closed to staff as well, whatever their term dates: weekends, from
/// Christmas Eve to New Year's Day, and bank holidays.</summary>
static class ClosedDays
{
    public static bool Contains(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            || day is { Month: 12, Day: >= 24 }
            || day is { Month: 1, Day: 1 }
            || new UKBankHoliday().IsBankHoliday(day.ToDateTime(TimeOnly.MinValue));
}
