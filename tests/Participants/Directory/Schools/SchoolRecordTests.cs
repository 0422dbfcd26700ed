using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>The rules of a record, without a database.</summary>
public sealed class SchoolRecordTests
{
    [Theory]
    [InlineData("", "URN")]
    [InlineData("12345", "URN")]
    [InlineData("1234567", "URN")]
    [InlineData("12345a", "URN")]
    [InlineData("१२३४५६", "URN")]
    public void Rejects_what_is_no_URN(string urn, string column) =>
        Assert.Equal(column, Rejected(record => record.Urn = urn)?.Column);

    [Fact]
    public void Accepts_a_valid_record() => Assert.Null(Rejected(_ => { }));

    [Fact]
    public void Rejects_a_school_without_a_name() =>
        Assert.Equal("EstablishmentName", Rejected(record => record.DisplayName = "  ")?.Column);

    [Fact]
    public void Rejects_a_name_that_is_too_long() =>
        Assert.Equal("EstablishmentName", Rejected(record => record.DisplayName = new string('x', 301))?.Column);

    [Fact]
    public void Rejects_a_school_whose_status_is_not_known()
    {
        Assert.Equal(
            "EstablishmentStatus (code)",
            Rejected(record => record.Status = V1.School.Types.Status.Unspecified)?.Column);
        Assert.Equal(
            "EstablishmentStatus (code)", Rejected(record => record.Status = (V1.School.Types.Status)99)?.Column);
    }

    [Fact]
    public void Rejects_a_phase_that_GIAS_does_not_have() =>
        Assert.Equal("PhaseOfEducation (code)", Rejected(record => record.Phase = (V1.School.Types.Phase)99)?.Column);

    [Fact]
    public void Rejects_a_day_that_does_not_exist()
    {
        var rejected = Rejected(record => record.OpenDate = "2023-02-29");

        Assert.Equal(("OpenDate", "2023-02-29"), (rejected?.Column, rejected?.Value));
    }

    [Fact]
    public void Rejects_a_number_that_a_spreadsheet_damaged() =>
        Assert.Equal("UKPRN", Rejected(record => record.Ukprn = "1.00063E+07")?.Column);

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    public void Rejects_an_age_that_nobody_at_school_has(int age) =>
        Assert.Equal("StatutoryHighAge", Rejected(record => record.StatutoryHighAge = age)?.Column);

    [Fact]
    public void Names_the_line_and_shortens_a_long_value()
    {
        var rejected = Rejected(record => (record.Line, record.Ukprn) = (17, new string('9', 500)));

        Assert.Equal((17, 101), (rejected?.Line, rejected?.Value.Length));
    }

    [Fact]
    public void Restores_lost_leading_zeros()
    {
        var school = Read(record => (record.LocalAuthority.Code, record.EstablishmentNumber) = ("82", "20"));

        Assert.Equal(("082", "0020"), (school.LocalAuthorityCode, school.EstablishmentNumber));
    }

    [Fact]
    public void Ignores_zeros_before_a_code()
    {
        var school = Read(record => (record.Type.Code, record.TypeGroup.Code) = ("02", "00"));

        Assert.Equal(("2", "0"), (school.TypeCode, school.TypeGroupCode));
    }

    [Fact]
    public void Reads_the_first_day_of_1900_as_unknown() =>
        Assert.Null(Read(record => record.OpenDate = "1900-01-01").OpenDate);

    static V1.RejectedRecord? Rejected(Action<V1.SchoolRecord> change)
    {
        var record = Record(change: change);
        var read = new ImportedRecord(record.Line);
        SchoolRecord.Read(record, read);
        return read.Rejection;
    }

    static School Read(Action<V1.SchoolRecord> change) =>
        SchoolRecord.Read(Record(change: change), new ImportedRecord(2));
}
