using System.Text;
using Mastery.Cli.Gias;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Gias;

public sealed class SuccessionReaderTests
{
    const string Header = "\"URN\",\"LinkURN\",\"LinkName\",\"LinkType\",\"LinkEstablishedDate\"\r\n";

    [Fact]
    public void Takes_links_whole_with_or_without_a_date()
    {
        var rows = Read(
            Header
                + "\"990001\",\"990002\",\"Café School\",\"Predecessor - merged\",\"01-01-2022\"\r\n"
                + "\"990002\",\"990001\",\"\",\"Successor\",\"\"");

        Assert.Equal(
            [
                new()
                {
                    Line = 2,
                    Urn = "990001",
                    LinkUrn = "990002",
                    LinkName = "Café School",
                    LinkType = "Predecessor - merged",
                    LinkDate = "2022-01-01",
                },
                new() { Line = 3, Urn = "990002", LinkUrn = "990001", LinkType = "Successor" },
            ],
            rows.Select(row => row.Record!));
    }

    [Fact]
    public void Takes_cycles_forks_and_repetitions_as_facts()
    {
        var rows = Read(
            Header
                + "990001,990002,,Successor,\n990002,990001,,Successor,\n990001,990003,,Successor,\n"
                + "990001,990003,,Successor,\n");

        Assert.All(rows, row => Assert.NotNull(row.Record));
    }

    [Theory]
    [InlineData("12,990002,,Successor,", "URN")]
    [InlineData("990001,,,Successor,", "LinkURN")]
    [InlineData("990001,990002,,,", "LinkType")]
    public void Rejects_a_link_whose_core_is_damaged(string line, string column)
    {
        var row = Assert.Single(Read(Header + line));

        Assert.Null(row.Record);
        Assert.Equal(column, row.Issues[0].Column);
    }

    [Fact]
    public void Leaves_out_a_damaged_date_and_says_so()
    {
        var row = Assert.Single(Read(Header + "990001,990002,,Successor,sometime"));

        Assert.Equal("", row.Record!.LinkDate);
        Assert.Equal("LinkEstablishedDate", Assert.Single(row.Issues).Column);
    }

    [Fact]
    public void Says_when_a_file_of_schools_is_given() =>
        Assert.Contains(
            "LinkURN",
            Assert.Throws<GiasFileException>(() => Read(SchoolText.File(SchoolText.Row()))).Message,
            StringComparison.Ordinal);

    static List<GiasRow<SuccessionRecord>> Read(string text) =>
        [.. GiasSuccessionReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text))).Read()];
}
