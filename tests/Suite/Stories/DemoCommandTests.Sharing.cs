using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

public sealed partial class DemoCommandTests
{
    const string ReasoningGroup = "Wakefield and Kirklees Multiplicative Reasoning";

    /// <summary>What the head of a department and the lead of the Work Group read of each other's plans.</summary>
    async Task AssertSharingAsync()
    {
        var agreed = await AgreedPlanAsync();

        var reviews = await SaidAsync("plans", "reviews", agreed);
        var feedback = await SaidAsync("plans", "feedback", "list", agreed);
        var group = await SaidAsync("work-groups", "plans", ReasoningGroup);

        Assert.Contains("The plan was reviewed twice, last on 27 March 2025.", reviews, StringComparison.Ordinal);
        Assert.Contains("Green on 27 March 2025: better than before, when it was amber.", reviews,
            StringComparison.Ordinal);
        Assert.Contains("not the smaller classes?", feedback, StringComparison.Ordinal);
        Assert.Contains("Every department shares a plan.", group, StringComparison.Ordinal);
        Assert.Contains("No challenge waits for an answer.", group, StringComparison.Ordinal);
        Assert.Contains(" challenged ", group, StringComparison.Ordinal);
        Assert.DoesNotContain("hubs/", reviews + group, StringComparison.Ordinal);
    }

    /// <summary>The agreed plan of the demo's schools: other tests have plans of the same title.</summary>
    async Task<string> AgreedPlanAsync()
    {
        var hub = suite.As(RunningSuite.HubClient);
        var departments = await hub.People.ListDepartmentsAsync(new() { Parent = Hub, PageSize = 1000 });
        var ofDemo = departments.Departments
            .Where(department => department.School.StartsWith("schools/9900", StringComparison.Ordinal))
            .Select(department => department.Name).ToHashSet();
        var plans = await hub.Plans.ListPlansAsync(
            new() { Parent = Hub, PageSize = 1000, Filter = "state = STATE_AGREED" });
        return plans.Plans.Single(plan => ofDemo.Contains(plan.Department)).Name;
    }

    /// <summary>What a command says, without the lines' ends.</summary>
    async Task<string> SaidAsync(params string[] args)
    {
        var said = (await Tool.RunAsync(suite, args)).Done().Output;
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        return string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
