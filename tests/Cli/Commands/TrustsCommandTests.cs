using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class TrustsCommandTests : CommandTest
{
    const string Groups =
        "UID,Group Name,Companies House Number,Group Type,Group Type (code),Closed Date,Status,Status (code),UKPRN\n";

    const string Links = "URN,Linked UID,Group Name,Companies House Number,Group Type,Group Type (code),Closed Date,"
        + "Open date,Incorporated on (open date),Group Status,Group Status (code),Joined date\n";

    [Fact]
    public async Task Sends_the_groups_of_a_groups_file()
    {
        var exit = await RunAsync("trusts", "import", Write("allgroupsdata20240129.csv", Groups
            + "16789,Ridings Learning Trust,07654321,Multi-academy trust,06,,Open,OPEN,10058001\n"
            + "2044,Old Trust,,Trust,02,31-08-2024,Closed,CLOSED,\n"));

        var request = Received.Trusts.Single();
        Assert.Equal((ExitCode.Done, "2024-01-29"), (exit, request.ExtractDate));
        Assert.Equal(
            [
                new TrustRecord
                {
                    Line = 2,
                    Uid = "16789",
                    DisplayName = "Ridings Learning Trust",
                    CompaniesHouseNumber = "07654321",
                    Ukprn = "10058001",
                    Type = new() { Code = "6", DisplayName = "Multi-academy trust" },
                    Status = Trust.Types.Status.Open,
                    CloseDate = "",
                },
                new TrustRecord
                {
                    Line = 3,
                    Uid = "2044",
                    DisplayName = "Old Trust",
                    CompaniesHouseNumber = "",
                    Ukprn = "",
                    Type = new() { Code = "2", DisplayName = "Trust" },
                    Status = Trust.Types.Status.Closed,
                    CloseDate = "2024-08-31",
                },
            ],
            request.Trusts);
        Assert.Matches(@"ended +4", Output);
        Assert.Contains("groups that are no trusts", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alllinksdata20250109.csv", null, true)]
    [InlineData("group_links_2025-01-09.csv", null, false)]
    [InlineData("group_links_2025-01-09.csv", "true", true)]
    public async Task Sends_the_schools_of_a_group_links_file_and_whether_it_is_complete(
        string name, string? given, bool complete)
    {
        string[] option = given is null ? [] : ["--complete", given];

        await RunAsync(["trusts", "import", Write(name, Links
            + "990001,16789,Ridings Learning Trust,07654321,Multi-academy trust,06,,01/01/1900,03-05-2012,Open,OPEN,"
            + "01-09-2020\n"
            + "20003,80637,Central,,Children's Centres Group,8,,01/01/1900,,Open,OPEN,01/01/1900\n"), .. option]);

        var request = Received.Trusts.Single();
        var member = Assert.Single(request.Memberships);
        Assert.Equal(("2025-01-09", complete), (request.ExtractDate, request.Complete));
        Assert.Equal(
            ("990001", "2020-09-01", "16789", "2012-05-03"),
            (member.Urn, member.JoinDate, member.Trust.Uid, member.Trust.OpenDate));
    }

    [Theory]
    [InlineData(",Nameless,,Trust,2,,Open,OPEN,", "UID")]
    [InlineData("12a,Damaged,,Trust,2,,Open,OPEN,", "UID")]
    [InlineData("12,,,Trust,2,,Open,OPEN,", "Group Name")]
    public async Task Rejects_a_row_whose_core_is_damaged(string row, string column)
    {
        var exit = await RunAsync("trusts", "import", Write("groups.csv", Groups + row + "\n16789,A,,Trust,2,,,,\n"));

        Assert.Equal(ExitCode.SomeRejected, exit);
        Assert.Equal("16789", Assert.Single(Received.Trusts.Single().Trusts).Uid);
        Assert.Contains($"line 2 {column}", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_out_a_damaged_cell_and_says_so()
    {
        await RunAsync("trusts", "import", Write("groups.csv", Groups + "16789,A,,Trust,2,soon,Ajar,,1E+07\n"));

        var trust = Assert.Single(Received.Trusts.Single().Trusts);
        Assert.Equal((false, false, false), (trust.HasCloseDate, trust.HasStatus, trust.HasUkprn && trust.Ukprn == ""));
        Assert.Contains("\"Ajar\": not a status", Output, StringComparison.Ordinal);
        Assert.Contains("\"soon\"", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_out_a_group_that_was_created_in_error()
    {
        await RunAsync("trusts", "import", Write("groups.csv",
            Groups + "1,Wrong,,Trust,2,,Created in Error,CREATED_IN_ERROR,\n2,Right,,Trust,2,,Open,OPEN,\n"));

        Assert.Equal("2", Assert.Single(Received.Trusts.Single().Trusts).Uid);
    }

    [Fact]
    public async Task Lists_trusts_by_words_of_the_name()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("trusts", "list", "--name", "ridings learn", "--state", "open"));

        Assert.Equal("display_name:\"ridings learn*\" AND status = OPEN", Received.Filters.Single());
        Assert.Matches("Ridings Learning Trust .*16789 .*multi-academy trust .*closed on 2024-08-31", Output);
    }

    [Fact]
    public async Task Shows_a_trust_and_its_schools_on_a_day()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("trusts", "show", "16789", "--date", "2024-01-31"));

        Assert.Contains("Ridings Learning Trust  UID 16789, closed on 2024-08-31", Output, StringComparison.Ordinal);
        Assert.Matches("990001 .*Oakfield on 2024-01-31 .*2021-03-01 or before", Output);
    }
}
