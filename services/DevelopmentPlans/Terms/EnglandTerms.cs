using Mastery.Contracts;
using PublicHoliday;

namespace Mastery.DevelopmentPlans;

/// <summary>The usual term dates of England. No law sets them: councils, trusts and schools do, mostly by the
/// principles of the Local Government Association's standard school year (a start as near to 1 September as can be,
/// blocks of about equal length, two weeks at Christmas and in spring, a week's half term in each term). These rules
/// give that pattern, and the very days that councils such as Leeds and Harrow published for 2024/25. Easter is where
/// councils differ, by up to two weeks; so a hub's own dates are preferred to these wherever it has set some.</summary>
static class EnglandTerms
{
    public static TermDates Of(AcademicYear year)
    {
        var next = year.FirstYear + 1;
        var christmas = OnOrBefore(DayOfWeek.Friday, new(year.FirstYear, 12, 23));
        var easter = DateOnly.FromDateTime(UKBankHoliday.EasterMonday(next)).AddDays(-1);
        // The holiday begins before Good Friday; a late Easter ends it.
        var late = easter >= new DateOnly(next, 4, 16);
        return new(
        [
            new("autumn", Weekday(new(year.FirstYear, 9, 1)), christmas)
            {
                Breaks = [HalfTerm(OnOrBefore(DayOfWeek.Monday, new(year.FirstYear, 10, 31)))],
            },
            // Two weeks and a weekend after the last Friday before Christmas.
            new("spring", christmas.AddDays(17), easter.AddDays(late ? -16 : -9))
            {
                Breaks = [HalfTerm(OnOrBefore(DayOfWeek.Monday, new(next, 2, 18)))],
            },
            new("summer", easter.AddDays(late ? 2 : 8), LastDay(new(next, 7, 22)))
            {
                Breaks = [MayDay(next), HalfTerm(OnOrBefore(DayOfWeek.Monday, new(next, 5, 31)))],
            },
        ]);
    }

    static TermBreak HalfTerm(DateOnly monday) => new("half term", monday, monday.AddDays(4));

    static TermBreak MayDay(int year)
    {
        var monday = OnOrBefore(DayOfWeek.Monday, new(year, 5, 7));
        return new("early May bank holiday", monday, monday);
    }

    /// <summary>The day, or the Monday after where it is at a weekend.</summary>
    static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    /// <summary>The day, or the Friday before where it is at a weekend.</summary>
    static DateOnly LastDay(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? OnOrBefore(DayOfWeek.Friday, day)
        : day;

    static DateOnly OnOrBefore(DayOfWeek weekday, DateOnly day) =>
        day.AddDays(-(((int)day.DayOfWeek - (int)weekday + 7) % 7));
}
