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
    public async Task Leaves_the_day_to_the_directory()
    {
        await RunAsync("departments", "succeed", Department, "990009");

        Assert.Empty(Assert.IsType<SucceedDepartmentRequest>(Assert.Single(Received.Departments)).StartDate);
    }
}
