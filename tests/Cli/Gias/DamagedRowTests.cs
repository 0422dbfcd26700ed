using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

public sealed class DamagedRowTests
{
    [Theory]
    [InlineData("990001,Oakfield,1", "fields are missing")]
    [InlineData("990001,Oak,field,1,4020,384,Wakefield,10012345,4,18,01-09-2012,High Street,34", "too many fields")]
    public void Rejects_a_ragged_row(string ragged, string reason)
    {
        var (rows, _) = Read(File(Row("990002"), ragged, Row("990003")));

        Assert.Equal([true, false, true], rows.Select(row => row.Record is not null));
        Assert.Equal(3, rows[1].Line);
        Assert.Contains(reason, Assert.Single(rows[1].Issues).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_row_with_empty_fields_after_its_end() =>
        Assert.NotNull(One(Row() + ",, ,").Record);

    [Fact]
    public void Loses_only_the_line_with_a_quotation_mark_that_is_not_closed()
    {
        var rows = Enumerable.Range(990001, 60).Select(urn => Row($"{urn}")).ToArray();
        rows[10] = Row("990011", "Street", "\"High Street");

        var read = Read(File(rows)).Rows;

        var rejected = Assert.Single(read, row => row.Record is null);
        Assert.Equal(
            (12, "Street", "\"High Street,34"), (rejected.Line, rejected.Issues[0].Column, rejected.Issues[0].Value));
        Assert.Equal(59, read.Count(row => row.Record is not null));
    }

    [Fact]
    public void Loses_only_the_line_when_every_value_is_quoted()
    {
        var rows = Enumerable.Range(990001, 5)
            .Select(urn => string.Join(',', Row($"{urn}").Split(',').Select(value => $"\"{value}\""))).ToArray();
        rows[1] = rows[1].Replace("\"Wakefield\"", "\"Wakefield", StringComparison.Ordinal);

        var read = Read(File(rows)).Rows;

        Assert.Equal([true, false, true, true, true], read.Select(row => row.Record is not null));
    }

    [Fact]
    public void Takes_quotation_marks_commas_and_line_breaks_inside_quotation_marks()
    {
        var (rows, reader) = Read(
            File(Row("990001", "Street", "\"The \"\"Old\"\" Mill,\r\nMill Lane\""), Row("990002")));

        Assert.Equal("The \"Old\" Mill, Mill Lane", rows[0].Record!.Address.Street);
        Assert.Equal((4, 1), (rows[1].Line, reader.Counts.Continued));
    }

    [Fact]
    public void Takes_a_stray_quotation_mark_as_it_stands()
    {
        Assert.Equal("Oak\"field", One(Row(column: "EstablishmentName", value: "Oak\"field")).Record!.DisplayName);
        Assert.Equal(
            "The \"Old\" Mill", One(Row(column: "Street", value: "\"The \"Old\" Mill\"")).Record!.Address.Street);
    }

    [Fact]
    public void Rejects_a_name_longer_than_any_school_has()
    {
        var row = One(Row(column: "EstablishmentName", value: new string('x', 70_000)));

        Assert.Null(row.Record);
        Assert.True(row.Issues[0].Value.Length < 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public void Rejects_a_line_longer_than_a_megabyte_and_goes_on(string quote)
    {
        var (rows, reader) = Read(
            File(Row("990001"), Row("990002", "Street", quote + new string('x', 3_000_000)), Row("990003")));

        Assert.Equal([true, false, true], rows.Select(row => row.Record is not null));
        Assert.Equal((4, 4), (rows[2].Line, reader.Counts.Lines));
    }

    [Fact]
    public void Answers_no_rows_for_a_header_alone() => Assert.Empty(Read(Header).Rows);
}
