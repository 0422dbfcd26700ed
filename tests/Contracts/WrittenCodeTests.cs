using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Mastery.Contracts.Tests;

public sealed class WrittenCodeTests
{
    [Theory]
    [InlineData("NCP24-14b", "b")]
    [InlineData("ncp 24-14b", "b")]
    [InlineData("NCP 24-14 B", "b")]
    [InlineData("24 -14", "")]
    [InlineData("24-14", "")]
    [InlineData("NCP24-14", "")]
    [InlineData("NCP24-14a/b/c/d", "abcd")]
    [InlineData("NCP24-14 d / A, b & a", "abd")]
    [InlineData("24–14", "")]
    [InlineData("NCP24—14c", "c")]
    [InlineData("NCP24‑14", "")]
    [InlineData("24−14a", "a")]
    [InlineData("  (NCP24-14b).", "b")]
    [InlineData("“NCP\u00a024-14”", "")]
    [InlineData("NCP24\u00ad-14\u200bb", "b")]
    [InlineData("ncp 24 14 B", "b")]
    [InlineData("NCP24-14(b)", "b")]
    [InlineData("NCP24-14 [a] / [c]", "ac")]
    [InlineData("NCP24-14ab", "ab")]
    [InlineData("NCP24-14 a and b", "ab")]
    [InlineData("NCP24-14 a, b, and d", "abd")]
    [InlineData("NCP24-14a-d", "abcd")]
    [InlineData("NCP24–14a–d", "abcd")]
    [InlineData("NCP24-14 b to d", "bcd")]
    [InlineData("NCP24-14 a-b/d", "abd")]
    [InlineData("NCP24-14 Focus B", "b")]
    [InlineData("NCP24-14: foci A and C", "ac")]
    [InlineData("NCP24-14 – Focus B", "b")]
    [InlineData("Project Code: NCP24-14a/b/c/d", "abcd")]
    [InlineData("project code NCP24-14", "")]
    [InlineData("Code: 24-14b", "b")]
    [InlineData("ＮＣＰ２４－１４ｂ", "b")]
    [InlineData("NCP24\uff0d14（ａ／ｂ）", "ab")]
    public void Reads_a_code_as_people_write_it(string text, string letters) =>
        Assert.Equal(new WrittenCode(new(24, 14), letters), WrittenCode.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("NCP")]
    [InlineData("24")]
    [InlineData("NCP24-1")]
    [InlineData("NCP2024-14")]
    [InlineData("2024-25")]
    [InlineData("NCP24-14bb")]
    [InlineData("NCP24-14 focus")]
    [InlineData("NCP24-14a/")]
    [InlineData("NCP24/14")]
    [InlineData("٢٤-١٤")]
    [InlineData("24 14")]
    [InlineData("NCP24-14ba")]
    [InlineData("NCP24-14d-a")]
    [InlineData("NCP24-14ab-d")]
    [InlineData("NCP24-14 a b")]
    [InlineData("NCP24-14 a and")]
    [InlineData("Projects NCP24-14")]
    public void Finds_no_code_in_anything_else(string text) => Assert.Null(WrittenCode.Parse(text));

    [Theory]
    [InlineData("Focus B", "b")]
    [InlineData("focus b.", "b")]
    [InlineData("b", "b")]
    [InlineData("(B)", "b")]
    [InlineData("a and b", "ab")]
    [InlineData("a-d", "abcd")]
    [InlineData("Foci a, b and d", "abd")]
    [InlineData("foci ac", "ac")]
    [InlineData("Ｂ", "b")]
    public void Reads_letters_without_their_project(string text, string letters) =>
        Assert.Equal(letters, WrittenCode.ParseLetters(text));

    [Theory]
    [InlineData("")]
    [InlineData("focus")]
    [InlineData("Focus group")]
    [InlineData("ab")]
    [InlineData("the Sustaining group")]
    [InlineData("a b")]
    [InlineData("d-a")]
    [InlineData("1")]
    [InlineData("NCP24-14b")]
    public void Finds_no_letters_in_anything_else(string text) => Assert.Null(WrittenCode.ParseLetters(text));

    [Property]
    public Property Reads_what_it_writes_however_it_is_spaced_and_cased() => Prop.ForAll(
        Written().ToArbitrary(),
        written => WrittenCode.Parse(written.Text) == written.Code);

    [Property]
    public bool Never_fails(string? text) =>
        WrittenCode.Parse(text ?? "") is null or { Project: { Year: >= 0 and < 100, Number: >= 0 and < 100 } };

    static Gen<(string Text, WrittenCode Code)> Written() =>
        from year in Gen.Choose(0, 99)
        from number in Gen.Choose(0, 99)
        from letters in Gen.SubListOf("abcdefgh".ToCharArray())
        from prefix in Gen.Elements("NCP", "ncp", "Ncp", "")
        from dash in Gen.Elements("-", "–", "—", "\u2011", "\u2212")
        from space in Gen.Elements("", " ", "  ", "\u00a0", "\t")
        from separator in Gen.Elements("/", ",", "&", "+")
        from upper in Gen.Elements(true, false)
        let tail = string.Join(space + separator + space, letters)
        select (
            $"{space}{prefix}{space}{year:00}{space}{dash}{space}{number:00}"
                + $"{space}{(upper ? tail.ToUpperInvariant() : tail)}{space}",
            new WrittenCode(new(year, number), string.Concat(letters)));
}
