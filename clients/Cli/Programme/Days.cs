using Google.Type;

namespace Mastery.Cli.Programme;

/// <summary>Days of the academic year 2024-25.</summary>
static class Days
{
    /// <summary>A day.</summary>
    public static Date On(int year, int month, int day) => new() { Year = year, Month = month, Day = day };
}
