using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class DepartmentsCommandTests : CommandTest
{
    const string Department = "hubs/sussex/departments/0198a000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Shows_which_hub_a_department_works_with_and_whom_to_ask()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("departments", "owners", "990001"));

        Assert.Contains(
            "Mathematics   Sussex Maths Hub (hubs/sussex)  hub@example.org", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_no_hub_has_one()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("departments", "owners", "990002"));

        Assert.Contains("no department of this school works with a hub", Output, StringComparison.Ordinal);
        Assert.Contains("the school's own is Kent and Medway Maths Hub (hubs/kent)  kent@example.org", Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_one_to_its_schools_successor()
    {
        var exit = await RunAsync("departments", "succeed", Department, "990009", "--start", "2025-02-01");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<SucceedDepartmentRequest>(Assert.Single(Received.Departments));
        Assert.Equal(
            (Department, "schools/990009", "2025-02-01"), (request.Name, request.School, request.StartDate));
        Assert.Contains($"{Department} is at schools/990009", Output, StringComparison.Ordinal);
        Assert.Contains("until 2025-01-31 at schools/990001", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_one_to_another_hub()
    {
        var exit = await RunAsync("departments", "transfer", Department, "solent", "--reason", "Nearer", "--effective",
            "2025-01-01");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<CreateDepartmentTransferRequest>(Assert.Single(Received.Departments));
        Assert.Equal(("hubs/sussex", Department, "hubs/solent", "2025-01-01"), (request.Parent,
            request.DepartmentTransfer.Department, request.DepartmentTransfer.ToHub,
            request.DepartmentTransfer.EffectiveDate));
        Assert.Contains(
            "Harbour Academy, mathematics: offered on 2025-01-01, from sussex to solent", Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_those_on_offer_with_what_they_have()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(
            "departments", "transfers", "--hub", "solent", "--state", "offered", "--direction", "incoming"));

        var request = Assert.IsType<ListDepartmentTransfersRequest>(Assert.Single(Received.Departments));
        Assert.Equal(("hubs/solent", "state = OFFERED AND direction = INCOMING", "create_time desc"),
            (request.Parent, request.Filter, request.OrderBy));
        Assert.Contains("Harbour Academy", Output, StringComparison.Ordinal);
        Assert.Contains("1 transfer", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "schoolDisplayName")]
    [InlineData("json", "\"schoolDisplayName\": \"Harbour Academy\"")]
    public async Task Lists_transfers_for_programs_and_spreadsheets(string output, string expected)
    {
        Assert.Equal(
            ExitCode.Done, await RunAsync("departments", "transfers", "--hub", "solent", "--output", output));

        Assert.Contains(expected, Output, StringComparison.Ordinal);
        Assert.Contains("The school is nearer to you", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accept-transfer", "accepted", "hubs/solent/departments/1", "--work-group", "hubs/solent/workGroups/1")]
    [InlineData("decline-transfer", "declined", "answer: No room", "--reason", "No room")]
    [InlineData("cancel-transfer", "cancelled", "answer: No room", "--reason", "No room")]
    public async Task Answers_an_offer(string command, string state, string line, string option, string value)
    {
        var exit = await RunAsync("departments", command, "hubs/solent/departmentTransfers/1", option, value);

        Assert.Equal(ExitCode.Done, exit);
        Assert.Single(Received.Departments);
        Assert.Contains($"mathematics: {state} on", Output, StringComparison.Ordinal);
        Assert.Contains(line, Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_day_to_the_directory()
    {
        await RunAsync("departments", "succeed", Department, "990009");

        Assert.Empty(Assert.IsType<SucceedDepartmentRequest>(Assert.Single(Received.Departments)).StartDate);
    }
}
