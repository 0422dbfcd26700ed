using Mastery.Cli.Commands;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class PlanYearsCommandsTests : CommandTest
{
    const string Plan = "hubs/sussex/plans/one";

    [Fact]
    public async Task History_says_what_each_revision_changed_and_by_whom()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "history", Plan));

        Assert.Matches(@"1 +ada +The plan was begun\.", Output);
        Assert.Matches(@"2 +grace +Aim “Talk” added\.", Output);
    }

    [Fact]
    public async Task Compare_takes_the_plan_as_it_is_now_where_only_one_revision_is_given()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "compare", Plan, "3"));

        var asked = Received.Last<ComparePlanRevisionsRequest>();
        Assert.Equal((Plan, 3, 0), (asked.Name, asked.FromRevision, asked.ToRevision));
        Assert.Contains("- Aim “Talk” added.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roll_only_shows_what_it_would_make_in_a_dry_run()
    {
        const string Enrolment = "hubs/sussex/workGroups/w/enrolments/e";

        Assert.Equal(ExitCode.Done, await RunAsync(
            "plans", "roll", Plan, "--enrolment", Enrolment, "--with-activities", "--dry-run"));

        var asked = Received.Last<RollPlanForwardRequest>();
        Assert.Equal(
            (Enrolment, true, true), (asked.Enrolment, asked.CarryActivities, asked.ValidateOnly));
        Assert.Contains("- goes on: Students talk", Output, StringComparison.Ordinal);
        Assert.Contains("- met: Teachers listen", Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was made", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("plans/two", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lineage_tells_the_years_as_one_story()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("plans", "lineage", Plan));

        Assert.Contains("2 plans, from 2024/25 to 2025/26.", Output, StringComparison.Ordinal);
        Assert.Contains("- “Students talk”: 2024/25 in progress.", Output, StringComparison.Ordinal);
    }
}
