using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

/// <summary>Imported dates that .NET can represent and PostgreSQL would read as infinity.</summary>
public sealed class ImportedDateTests(DirectoryFixture fixture)
{
    public static TheoryData<string> BadDays => ["9999-12-31", "0001-01-01", "2201-01-01", "1499-12-31", "31/12/2024"];

    [Theory]
    [MemberData(nameof(BadDays))]
    public async Task Rejects_only_the_record_of_that_school(string day)
    {
        var good = Record(change: record => record.CloseDate = "2024-08-31");
        var bad = Record(change: record => (record.Line, record.CloseDate) = (3, day));

        var answer = await fixture.ImportAsync(good, bad);

        Assert.Equal((1, 1), (answer.CreatedCount, answer.RejectedCount));
        var rejected = Assert.Single(answer.RejectedRecords);
        Assert.Equal((3, "CloseDate", day), (rejected.Line, rejected.Column, rejected.Value));
        Assert.Contains("between 1500-01-01 and 2200-12-31", rejected.Reason);
        Assert.Equal("2024-08-31", (await fixture.GetAsync(good.Urn)).CloseDate);
    }

    [Theory]
    [MemberData(nameof(BadDays))]
    public async Task Rejects_only_the_record_of_that_succession(string day)
    {
        var (old, young, other) = (FreshUrn(), FreshUrn(), FreshUrn());
        var bad = Link(young, other, "Successor", day);
        bad.Line = 3;

        var answer = await fixture.LinkAsync(Link(old, young, "Successor", "2024-09-01"), bad);

        Assert.Equal((1, 1), (answer.CreatedCount, answer.RejectedCount));
        var rejected = Assert.Single(answer.RejectedRecords);
        Assert.Equal((3, "LinkEstablishedDate", day), (rejected.Line, rejected.Column, rejected.Value));
    }

    [Fact]
    public async Task Reads_alike_in_the_change_log_whoever_wrote_it()
    {
        var school = await fixture.SchoolAsync(record => record.OpenDate = "2012-09-01");

        var logged = Assert.Single(await fixture.LogAsync(school.Name));

        Assert.Contains("\"openDate\": \"2012-09-01\"", logged.After);
    }
}
