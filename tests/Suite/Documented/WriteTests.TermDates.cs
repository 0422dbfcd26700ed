namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    /// <summary>In a year for which no other test has plans.</summary>
    async Task TermDatesAsync()
    {
        const string Name = $"{Hub}/termDates/2061-62";
        await _calls.CallAsync("updateTermDates", Name, new
        {
            terms = new[]
            {
                new { displayName = "autumn", startDate = "2061-09-01", endDate = "2061-12-21" },
                new { displayName = "spring", startDate = "2062-01-05", endDate = "2062-03-24" },
                new { displayName = "summer", startDate = "2062-04-10", endDate = "2062-07-21" },
            },
        });
        await _calls.CallAsync("resetTermDates", Name);
    }
}
