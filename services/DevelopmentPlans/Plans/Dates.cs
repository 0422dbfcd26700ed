using Google.Type;

namespace Mastery.DevelopmentPlans;

/// <summary>Days of the contract as days of the database; the pipeline has checked that they exist.</summary>
static class Dates
{
    public static DateOnly ToDateOnly(this Date date) => new(date.Year, date.Month, date.Day);

    public static Date ToDate(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };
}
