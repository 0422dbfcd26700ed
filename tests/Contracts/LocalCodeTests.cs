namespace Mastery.Contracts.Tests;

public sealed class LocalCodeTests
{
    [Theory]
    [InlineData("YH-ORACY", null)]
    [InlineData("YH-ORACY-25", "2025-26")]
    [InlineData("SHAW-KS3", null)]
    public void A_canonical_code_may_say_its_academic_year(string text, string? academicYear)
    {
        Assert.True(LocalCode.TryParse(text, out var code));

        Assert.Equal((text, academicYear), (code.ToString(), code.AcademicYear?.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yh-oracy")]
    [InlineData("NCP-ORACY")]
    [InlineData("NCP24-14")]
    [InlineData("YH-24")]
    [InlineData("YH-2ORACY")]
    [InlineData("YH-ORACY-2025")]
    [InlineData("YH-ORACYb")]
    [InlineData("Y-ORACY")]
    [InlineData("YH-MULTIPLICATIVE")]
    [InlineData("YH-ORACY\n")]
    public void Anything_else_is_no_canonical_code(string? text) => Assert.False(LocalCode.TryParse(text, out _));

    [Theory]
    [InlineData("YH-ORACYb", "YH-ORACY b")]
    [InlineData("YH-ORACY", "YH-ORACY ;YH-ORAC y")]
    [InlineData("yh oracy", "YH-ORACY ;YH-ORAC y")]
    [InlineData("YH-Oracy b", "YH-ORACY b")]
    [InlineData("yh – oracy A/b", "YH-ORACY ab")]
    [InlineData("YH-ORACYa/b", "YH-ORACY ab")]
    [InlineData("(YH-ORACY-25b)", "YH-ORACY-25 b")]
    [InlineData("yh oracy 25", "YH-ORACY-25 ")]
    [InlineData("YH-KS3", "YH-KS3 ")]
    [InlineData("YH-ORACY a and b", "YH-ORACY ab")]
    [InlineData("YH-ORACY a-d", "YH-ORACY abcd")]
    [InlineData("YH-ORACY a;b", "YH-ORACY ab")]
    [InlineData("YH-ORACY ab", "YH-ORACY ab")]
    [InlineData("YH-ORACY-25 a to c", "YH-ORACY-25 abc")]
    [InlineData("YH-ORACY Focus B", "YH-ORACY b")]
    [InlineData("YH-ORACY(b)", "YH-ORACY b")]
    [InlineData("Project Code: YH-ORACY-25", "YH-ORACY-25 ")]
    [InlineData("ＹＨ－ＯＲＡＣＹ ｂ", "YH-ORACY b")]
    public void Is_read_as_people_write_it(string text, string meant) =>
        Assert.Equal(meant.Split(';'), WrittenLocalCode.Parse(text).Select(code => $"{code.Project} {code.Letters}"));

    [Theory]
    [InlineData("")]
    [InlineData("NCP24-14")]
    [InlineData("24-14b")]
    [InlineData("NCP-ORACY")]
    [InlineData("ncp oracy b")]
    [InlineData("the Sustaining group")]
    [InlineData("YH-ORACY-2025")]
    public void Finds_no_local_code_in_anything_else(string text) => Assert.Empty(WrittenLocalCode.Parse(text));

    [Theory]
    [InlineData("YH-ORACY")]
    [InlineData("yh oracy b")]
    [InlineData("YH-ORACY-25")]
    public void Is_never_read_as_a_code_of_the_programme(string text) => Assert.Null(WrittenCode.Parse(text));
}
