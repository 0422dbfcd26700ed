using Mastery.DevelopmentPlans.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery journey</c>, against the suite as it runs.</summary>
public sealed class JourneyCommandTests(RunningSuite suite)
{
    /// <summary>The steps of the journey, in their order.</summary>
    static readonly string[] Steps =
    [
        "3 created", "3 unchanged", "came after schools/", "the URN of that time", "Amara Okafor",
        "means projects/NCP24-14/foci/b", "judged eligible", "/participations/", "accepted: hubs/",
        "refused, PLAN_NOT_COHERENT", "RULE_AIM_HAS_ACTIVITY", "coherent by rule set 2", "agreed, revision",
        "judged not eligible", "refused, NOT_ELIGIBLE", "The journey is complete",
    ];

    [Fact]
    public async Task Completes_every_step_each_time_it_is_run()
    {
        var first = (await Tool.RunAsync(suite, "journey")).Done();
        var second = (await Tool.RunAsync(suite, "journey")).Done();

        AssertSteps(first.Output);
        AssertSteps(second.Output);
        Assert.NotEqual(PlanIn(first.Output), PlanIn(second.Output));
    }

    [Fact]
    public async Task Writes_the_same_as_JSON()
    {
        var told = (await Tool.RunAsync(suite, "journey", "--output", "json")).Done().Json;

        var plan = await suite.As(RunningSuite.HubClient).Plans.GetPlanAsync(
            new() { Name = told.GetProperty("plan").GetString() });
        Assert.Equal(
            (Plan.Types.State.Agreed, told.GetProperty("enrolment").GetString()), (plan.State, plan.Enrolment));
        var sections = told.GetProperty("sections").EnumerateArray().ToList();
        Assert.Equal(7, sections.Count);
        Assert.All(sections, section => Assert.NotEmpty(section.GetProperty("lines").EnumerateArray()));
    }

    static void AssertSteps(string output)
    {
        var place = 0;
        foreach (var step in Steps)
        {
            var next = output.IndexOf(step, place, StringComparison.Ordinal);
            Assert.True(next >= 0, $"\"{step}\" is missing or in the wrong place:\n{output}");
            place = next;
        }
    }

    static string PlanIn(string output) => output[output.LastIndexOf("hubs/", StringComparison.Ordinal)..].Trim();
}
