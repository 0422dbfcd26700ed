using FsCheck.Xunit;

namespace Mastery.Contracts.Tests;

public sealed class CodeTests
{
    [Theory]
    [InlineData("NCP24-14", 24, 14, "2024-25")]
    [InlineData("NCP99-01", 99, 1, "2099-00")]
    [InlineData("NCP00-00", 0, 0, "2000-01")]
    public void A_canonical_code_says_its_academic_year(string text, int year, int number, string academicYear)
    {
        Assert.True(ProjectCode.TryParse(text, out var code));

        Assert.Equal(
            (new ProjectCode(year, number), text, academicYear), (code, code.ToString(), code.AcademicYear.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ncp24-14")]
    [InlineData("NCP24-14a")]
    [InlineData("NCP24-14\n")]
    [InlineData("NCP٢٤-١٤")]
    public void Anything_else_is_no_canonical_code(string? text) => Assert.False(ProjectCode.TryParse(text, out _));

    [Theory]
    [InlineData("2024-25", 2024)]
    [InlineData("2099-00", 2099)]
    public void An_academic_year_is_two_years_that_follow(string text, int start)
    {
        Assert.True(AcademicYear.TryParse(text, out var year));

        Assert.Equal((start, new DateOnly(start, 9, 1), new DateOnly(start + 1, 8, 31)),
            (year.FirstYear, year.Start, year.End));
    }

    [Theory]
    [InlineData("2024-26")]
    [InlineData("2024-24")]
    [InlineData("2024/25")]
    [InlineData("1999-00")]
    [InlineData("24-25")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_academic_year(string? text) => Assert.False(AcademicYear.TryParse(text, out _));

    [Theory]
    [InlineData("2024-08-31", "2023-24")]
    [InlineData("2024-09-01", "2024-25")]
    [InlineData("2025-01-01", "2024-25")]
    public void A_year_begins_on_the_first_of_September(string day, string year) =>
        Assert.Equal(year, AcademicYear.Of(IsoDate.Parse(day)).ToString());

    [Property]
    public bool Years_move_and_move_back(byte start, sbyte years)
    {
        var year = new AcademicYear(2000 + start % 100);

        return year.Plus(years).Plus(-years) == year
            && AcademicYear.TryParse(year.ToString(), out var read)
            && read == year;
    }
}
