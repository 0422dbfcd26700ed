using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class ListCommandsTests : CommandTest
{
    [Fact]
    public async Task Lists_applications_with_their_place_on_the_waiting_list()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("applications", "list", "--hub", "sussex"));

        Assert.Matches(
            "Oakfield, mathematics +NCP24-14b +waitlisted, place 2 +needs review +Ratio in Brighton +Ann Okafor",
            Output);
        Assert.Contains("1 application.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_the_applications_of_a_year_and_a_Work_Group()
    {
        await RunAsync(
            "applications", "list", "--hub", "sussex", "--year", "2024/25", "--state", "waitlisted",
            "--eligibility", "needs-review", "--work-group", "Ratio in Brighton");

        Assert.Equal(
            $"academic_year = \"2024-25\" AND state = WAITLISTED AND work_group = \"{WorkGroups.Group}\" "
                + "AND eligibility.outcome = NEEDS_REVIEW",
            Received.Last<ListApplicationsRequest>().Filter);
        Assert.Equal(
            "display_name = \"Ratio in Brighton\"", Received.Asked.OfType<ListWorkGroupsRequest>().First().Filter);
    }

    [Theory]
    [InlineData("24/25")]
    [InlineData("2024/26")]
    [InlineData("this year")]
    public async Task Refuses_what_is_no_academic_year(string year)
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("applications", "list", "--year", year));

        Assert.Contains($"'{year}' is no academic year such as 2024/25", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-25")]
    [InlineData("2024/2025")]
    [InlineData("2024")]
    public async Task Takes_a_year_however_it_is_written(string year)
    {
        await RunAsync("work-groups", "list", "--hub", "sussex", "--year", year);

        Assert.Equal("academic_year = \"2024-25\"", Received.Asked.OfType<ListWorkGroupsRequest>().First().Filter);
        Assert.Matches(@"Ratio in Brighton +NCP24-14b +2024/25 +running +7 of 10 +Ann Okafor", Output);
    }

    [Fact]
    public async Task Lists_the_enrolments_of_every_Work_Group_and_says_that_there_are_none()
    {
        await RunAsync("enrolments", "list", "--hub", "sussex");

        Assert.Equal($"{People.Hub}/workGroups/-", Received.Last<ListEnrolmentsRequest>().Parent);
        Assert.Contains("No enrolments.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_departments_with_their_heads()
    {
        await RunAsync("departments", "list", "--hub", "sussex", "--subject", "mathematics");

        Assert.Equal("subject = MATHEMATICS", Received.Last<ListDepartmentsRequest>().Filter);
        Assert.Matches("Oakfield +990001 +mathematics +Ann Okafor +active", Output);
    }

    [Fact]
    public async Task Is_the_only_kind_of_answer_that_is_CSV()
    {
        Assert.Equal(ExitCode.NothingDone, await RunAsync("people", "show", "Ann Okafor", "--output", "csv"));

        Assert.Contains("only lists can be written as CSV", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hubs", "unplaced")]
    [InlineData("successions", "queue")]
    [InlineData("clients", "list")]
    public async Task Is_CSV_wherever_it_is_a_list(string subject, string verb)
    {
        Assert.Equal(ExitCode.Done, await RunAsync(subject, verb, "--output", "csv"));

        Assert.Contains(",", Output.Split("\r\n")[0], StringComparison.Ordinal);
        Assert.True(Output.Split("\r\n").Length > 2);
    }

    [Fact]
    public async Task Sets_the_contacts_of_hubs_from_a_file()
    {
        var file = Write("hubs.csv", "hub,contact_email\nsussex,office@example.org\nsussex,office@example.org\n");

        Assert.Equal(ExitCode.Done, await RunAsync("hubs", "import", file));

        var request = Assert.Single(Received.Asked.OfType<UpdateHubRequest>());
        Assert.Equal(("office@example.org", "r1"), (request.Hub.ContactEmail, request.Hub.Etag));
        Assert.Equal(["contact_email"], request.UpdateMask.Paths);
    }

    [Fact]
    public async Task Creates_a_hub_of_a_file_that_is_new_and_only_once()
    {
        var file = Write("hubs.csv", """
            hub,display_name,region,contact_email
            severn,Severn Maths Hub,South West,office@example.org
            severn,Severn Maths Hub,South West,office@example.org
            """);

        Assert.Equal(ExitCode.Done, await RunAsync("hubs", "import", file));

        var request = Assert.Single(Received.Asked.OfType<CreateHubRequest>());
        Assert.Equal(("severn", "Severn Maths Hub", "South West", "office@example.org"),
            (request.HubId, request.Hub.DisplayName, request.Hub.Region, request.Hub.ContactEmail));
        Assert.Empty(Received.Asked.OfType<UpdateHubRequest>());
        Assert.Contains("1 created", Output, StringComparison.Ordinal);
        Assert.Contains("1 unchanged", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_creates_no_hub()
    {
        var file = Write("hubs.csv", "hub,display_name\nsevern,Severn Maths Hub\n");

        Assert.Equal(ExitCode.Done, await RunAsync("hubs", "import", file, "--dry-run"));

        Assert.Empty(Received.Asked.OfType<CreateHubRequest>());
    }
}
