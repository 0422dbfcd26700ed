using Mastery.Contracts;
using PublicHoliday;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class EnglandTermsTests
{
    [Theory]
    [InlineData("2023-24", "2023-09-01 2023-12-22", "2024-01-08 2024-03-22", "2024-04-08 2024-07-22")]
    [InlineData("2024-25", "2024-09-02 2024-12-20", "2025-01-06 2025-04-04", "2025-04-22 2025-07-22")]
    [InlineData("2025-26", "2025-09-01 2025-12-19", "2026-01-05 2026-03-27", "2026-04-13 2026-07-22")]
    [InlineData("2026-27", "2026-09-01 2026-12-18", "2027-01-04 2027-03-19", "2027-04-05 2027-07-22")]
    public void Are_the_days_that_schools_know(string year, params string[] terms) => Assert.Equal(
        terms, Of(year).Terms.Select(term => $"{IsoDate.Text(term.Start)} {IsoDate.Text(term.End)}"));

    [Theory]
    [InlineData("2023-24", "2023-10-30", "2024-02-12", "2024-05-06", "2024-05-27")]
    [InlineData("2024-25", "2024-10-28", "2025-02-17", "2025-05-05", "2025-05-26")]
    [InlineData("2025-26", "2025-10-27", "2026-02-16", "2026-05-04", "2026-05-25")]
    public void Have_half_terms_and_the_May_bank_holiday(string year, params string[] mondays) => Assert.Equal(
        mondays, Of(year).Terms.SelectMany(term => term.Breaks).Select(part => IsoDate.Text(part.Start)));

    [Theory]
    [InlineData("2024-09-02", true)]
    [InlineData("2024-10-26", true)]
    [InlineData("2024-10-28", false)]
    [InlineData("2024-11-01", false)]
    [InlineData("2024-12-20", true)]
    [InlineData("2024-12-25", false)]
    [InlineData("2025-01-01", false)]
    [InlineData("2025-02-19", false)]
    [InlineData("2025-04-18", false)]
    [InlineData("2025-05-05", false)]
    [InlineData("2025-05-06", true)]
    [InlineData("2025-07-22", true)]
    [InlineData("2025-07-23", false)]
    [InlineData("2025-08-31", false)]
    public void Say_whether_a_day_is_in_term(string day, bool inTerm) =>
        Assert.Equal(inTerm, Of("2024-25").IsInTerm(IsoDate.Parse(day)));

    [Fact]
    public void Name_the_term_of_a_day_also_in_its_half_term()
    {
        var dates = Of("2024-25");

        Assert.Equal("autumn", dates.TermOf(new(2024, 10, 30))?.Name);
        Assert.Null(dates.TermOf(new(2024, 12, 25)));
    }

    [Fact]
    public void Are_in_order_within_the_year_and_keep_every_bank_holiday_free_in_all_years()
    {
        for (var first = 2000; first < 2100; first++)
        {
            var year = new AcademicYear(first);
            var dates = TermDates.ForEngland(year);
            DateOnly[] days = [.. dates.Terms.SelectMany(term => Days(term))];

            Assert.Equal(days.Order(), days);
            Assert.InRange(days[0], year.Start, new(first, 9, 4));
            Assert.InRange(days[^1], new(first + 1, 7, 20), new(first + 1, 7, 22));
            Assert.All(dates.Terms, term => Assert.True(term.End > term.Start.AddDays(50), $"{year} {term}"));
            DateOnly[] holidays =
            [
                new(first, 12, 25), new(first + 1, 1, 1), DateOnly.FromDateTime(UKBankHoliday.GoodFriday(first + 1)),
                DateOnly.FromDateTime(UKBankHoliday.EasterMonday(first + 1)),
            ];
            Assert.All(holidays, holiday => Assert.False(dates.IsInTerm(holiday), $"{holiday}"));
        }
    }

    /// <summary>The first and last days of a term and its breaks as they follow one another.</summary>
    static IEnumerable<DateOnly> Days(Term term) =>
        [term.Start, .. term.Breaks.SelectMany<TermBreak, DateOnly>(part => [part.Start, part.End]), term.End];

    static TermDates Of(string year) => TermDates.ForEngland(AcademicYear.Parse(year));
}
