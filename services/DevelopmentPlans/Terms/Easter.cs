namespace Mastery.DevelopmentPlans;

/// <summary>The date of Easter.</summary>
static class Easter
{
    /// <summary>Easter Sunday of a year of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones,
    /// Butcher).</summary>
    public static DateOnly Sunday(int year)
    {
        var golden = year % 19;
        var (century, ofCentury) = Math.DivRem(year, 100);
        var correction = century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15;
        var moon = ((19 * golden) + correction) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - moon - (ofCentury % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(moon + weekday - (7 * late) + 114, 31);
        return new(year, month, day + 1);
    }
}
