using Mastery.Participants.V1;
using static Mastery.Cli.Tests.Gias.SchoolText;

namespace Mastery.Cli.Tests.Gias;

public sealed class SchoolReaderTests
{
    [Fact]
    public void Takes_a_good_row_whole()
    {
        var row = One(Row());

        Assert.Empty(row.Issues);
        Assert.Equal(new SchoolRecord
        {
            Line = 2,
            Urn = "990001",
            DisplayName = "Oakfield Academy",
            Status = School.Types.Status.Open,
            EstablishmentNumber = "4020",
            LocalAuthority = new() { Code = "384", DisplayName = "Wakefield" },
            Ukprn = "10012345",
            Phase = School.Types.Phase.Secondary,
            StatutoryHighAge = 18,
            OpenDate = "2012-09-01",
            Address = new() { Street = "High Street" },
            Type = new() { Code = "34" },
        }, row.Record);
    }

    [Theory]
    [InlineData("01-09-2012")]
    [InlineData("01/09/2012")]
    [InlineData("1/9/2012")]
    [InlineData("2012-09-01")]
    [InlineData("2012-09-01T00:00:00")]
    [InlineData("2012-09-01 00:00:00.000")]
    [InlineData("01/09/2012 00:00")]
    [InlineData("01-Sep-2012")]
    public void Reads_every_style_of_date(string text) =>
        Assert.Equal(
            "2012-09-01", One(Row(column: "OpenDate", value: text)).Record!.OpenDate);

    [Theory]
    [InlineData("01/01/1900")]
    [InlineData("01-01-1900")]
    [InlineData("1900-01-01")]
    [InlineData("00/01/1900")]
    [InlineData("")]
    public void Takes_the_first_of_January_1900_as_unknown(string text)
    {
        var row = One(Row(column: "OpenDate", value: text));

        Assert.Equal("", row.Record!.OpenDate);
        Assert.Empty(row.Issues);
    }

    [Theory]
    [InlineData("EstablishmentNumber", "20", "0020")]
    [InlineData("EstablishmentNumber", "0020", "0020")]
    [InlineData("EstablishmentNumber", "4020.0", "4020")]
    [InlineData("EstablishmentNumber", "'0020", "0020")]
    [InlineData("UKPRN", "1.0012345E+07", "10012345")]
    [InlineData("UKPRN", "\"10,012,345\"", "10012345")]
    public void Repairs_what_Excel_did_without_guessing(string column, string damaged, string repaired)
    {
        var row = One(Row(column: column, value: damaged));

        Assert.Empty(row.Issues);
        Assert.Equal(repaired, column == "UKPRN" ? row.Record!.Ukprn : row.Record!.EstablishmentNumber);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("01", "1")]
    [InlineData("00", "0")]
    [InlineData("34", "34")]
    public void Reads_codes_zero_padded_or_not(string text, string code) =>
        Assert.Equal(code, One(Row(column: "TypeOfEstablishment (code)", value: text)).Record!.Type.Code);

    [Fact]
    public void Puts_back_the_zeros_of_an_authority_code() =>
        Assert.Equal("001", One(Row(column: "LA (code)", value: "1")).Record!.LocalAuthority.Code);

    [Theory]
    [InlineData("UKPRN", "1.00063E+11", "lost its last digits")]
    [InlineData("UKPRN", "1.00123E+07", "lost its last digits")]
    [InlineData("UKPRN", "10012", "not 8 digits")]
    [InlineData("EstablishmentNumber", "402O", "not a number")]
    [InlineData("OpenDate", "09/13/2012", "not a date")]
    [InlineData("OpenDate", "41153", "day number of Excel")]
    [InlineData("OpenDate", "31/12/9999", "after 2200-12-31")]
    [InlineData("OpenDate", "01/01/0001", "before 1500-01-01")]
    [InlineData("PhaseOfEducation (code)", "9", "not a phase")]
    [InlineData("StatutoryHighAge", "old", "not an age")]
    [InlineData("Street", "High\0Street", "control character")]
    public void Leaves_out_a_damaged_cell_and_says_so(string column, string value, string reason)
    {
        var row = One(Row(column: column, value: value));

        var issue = Assert.Single(row.Issues);
        Assert.NotNull(row.Record);
        Assert.Equal((2, column, value), (issue.Line, issue.Column, issue.Value));
        Assert.Contains(reason, issue.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("URN", "", "missing")]
    [InlineData("URN", "1.36E+05", "lost its last digits")]
    [InlineData("URN", "1362", "six-digit")]
    [InlineData("URN", "URN", "six-digit")]
    [InlineData("EstablishmentName", "  ", "missing")]
    [InlineData("EstablishmentName", "Oak\0field", "control character")]
    [InlineData("EstablishmentStatus (code)", "", "not a status")]
    [InlineData("EstablishmentStatus (code)", "7", "not a status")]
    public void Rejects_a_row_whose_core_is_damaged(string column, string value, string reason)
    {
        var row = One(column == "URN" ? Row(value) : Row(column: column, value: value));

        Assert.Null(row.Record);
        Assert.Equal((2, column), (row.Issues[0].Line, row.Issues[0].Column));
        Assert.Contains(reason, row.Issues[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_a_childrens_centre_as_outside_and_as_no_fault()
    {
        var (rows, reader) = Read(File(Row("20003"), Row()));

        Assert.Equal((1, 0, 1), (reader.Counts.Accepted, reader.Counts.Rejected, reader.Counts.Outside));
        Assert.Empty(rows[0].Issues);
    }

    [Fact]
    public void Says_nothing_of_a_column_that_the_file_does_not_have()
    {
        var (rows, _) = Read("URN,EstablishmentName,EstablishmentStatus (code)\n990001,Oakfield,1");

        Assert.Equal(
            new SchoolRecord { Line = 2, Urn = "990001", DisplayName = "Oakfield", Status = School.Types.Status.Open },
            Assert.Single(rows).Record);
    }

    [Fact]
    public void Says_nothing_of_a_damaged_cell_and_that_an_empty_one_is_empty()
    {
        var (damaged, empty) = (One(Row(column: "UKPRN", value: "?")).Record!, One(Row(column: "UKPRN")).Record!);

        Assert.Equal((false, true, ""), (damaged.HasUkprn, empty.HasUkprn, empty.Ukprn));
    }

    [Fact]
    public void Takes_the_first_of_two_rows_with_one_URN()
    {
        var (rows, reader) = Read(File(Row(), Row("990002"), Row()));

        Assert.Equal(["990001", "990002"], rows.Where(row => row.Record is not null).Select(row => row.Record!.Urn));
        Assert.Contains("already on line 2", Assert.Single(rows[2].Issues).Reason, StringComparison.Ordinal);
        Assert.Equal(1, reader.Counts.Rejected);
    }

    [Fact]
    public void Knows_the_status_by_its_name_where_there_is_no_code()
    {
        var (rows, _) = Read(
            "URN,EstablishmentName,EstablishmentStatus (name)\n990001,A,\"Open, but proposed to close\"\n"
                + "990002,B,closed");

        Assert.Equal(
            [School.Types.Status.ProposedToClose, School.Types.Status.Closed], rows.Select(row => row.Record!.Status));
    }

    [Fact]
    public void Binds_columns_by_name_whatever_their_order_case_and_spaces()
    {
        var (rows, _) = Read(
            " establishmentstatus(Code) ,Head Teacher,ESTABLISHMENTNAME,urn\n1,Someone,Oakfield,990001");

        Assert.Equal("Oakfield", Assert.Single(rows).Record!.DisplayName);
    }

    [Fact]
    public void Passes_over_what_stands_above_the_header()
    {
        var (rows, reader) = Read("Exported 12/01/2025 by \"R. Smith\n\n" + File(Row()));

        Assert.Equal(4, Assert.Single(rows).Line);
        Assert.Equal(2, reader.Counts.Preamble);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Reads_other_separators(char separator) =>
        Assert.NotNull(Assert.Single(Read(File(Row()).Replace(',', separator)).Rows).Record);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Reads_every_end_of_line(string end)
    {
        var (rows, _) = Read(File(Row(), Row("990002")).Replace("\r\n", end, StringComparison.Ordinal));

        Assert.Equal([2, 3], rows.Select(row => row.Record!.Line));
    }

    [Fact]
    public void Passes_over_blank_lines_and_a_missing_last_end_of_line()
    {
        var (rows, reader) = Read(File(Row(), "", ",,,,,,,,,,,", Row("990002")).TrimEnd());

        Assert.Equal([2, 5], rows.Select(row => row.Record!.Line));
        Assert.Equal(2, reader.Counts.Blank);
    }
}
