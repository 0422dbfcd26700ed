using Mastery.Cli.Gias;
using Mastery.Cli.Journey;

namespace Mastery.Cli.Tests.Journey;

public sealed class JourneySchoolTests
{
    [Theory]
    [InlineData("", 1, "schools/995001")]
    [InlineData("402468", 1, "schools/995001")]
    [InlineData("995002", 2, "schools/995011")]
    [InlineData("995009", 2, "schools/995011")]
    [InlineData("995010", 3, "schools/995021")]
    public void Are_others_in_every_run(string highest, int run, string academy)
    {
        var files = JourneyFiles.After(highest);

        Assert.Equal((run, academy), (files.Run, files.Academy));
    }

    [Fact]
    public void Say_when_they_are_used_up() =>
        Assert.Contains(
            "--fresh",
            Assert.Throws<JourneyException>(() => JourneyFiles.After("999995")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Come_from_a_file_as_GIAS_writes_it_with_one_row_damaged()
    {
        var files = JourneyFiles.After("995022");

        var reader = GiasSchoolReader.Open(files.Schools());
        var rows = reader.Read().ToList();

        Assert.Equal("Windows-1252", reader.Table.Coding.Name);
        Assert.Equal(["995030", "995031", "995032", null], rows.Select(row => row.Record?.Urn));
        Assert.Equal("Saint-Zoë’s Catholic High School", rows[2].Record!.DisplayName);
        Assert.Equal("19950321", rows[2].Record!.Ukprn);
        Assert.Equal("9.95E+05", Assert.Single(rows.SelectMany(row => row.Issues)).Value);
    }

    [Fact]
    public void Follow_one_another()
    {
        var links = GiasSuccessionReader.Open(JourneyFiles.After("").Links())
            .Read()
            .Select(row => row.Record!)
            .ToList();

        Assert.Equal(
            [("995000", "995001", "Successor"), ("995001", "995000", "Predecessor")],
            links.Select(link => (link.Urn, link.LinkUrn, link.LinkType)));
    }
}
