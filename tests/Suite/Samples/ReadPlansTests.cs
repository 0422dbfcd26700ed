using Mastery.DevelopmentPlans.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Samples;

/// <summary><c>clients/samples/ReadPlans</c>, as an integrator starts it.</summary>
public sealed class ReadPlansTests(RunningSuite suite)
{
    const string Hub = $"hubs/{RunningSuite.Hub}";

    [Fact]
    public async Task Lists_the_agreed_plans_of_a_year_and_reads_one_whole()
    {
        var plan = await AgreedAsync();

        var (code, output, errors) = await RunAsync(Hub, plan.AcademicYear, plan.Name);
        var (_, other, _) = await RunAsync(Hub, "2018-19");

        Assert.True(code == 0, errors);
        var lines = output.Split('\n');
        Assert.Contains($"{plan.Name}  {plan.Title}  (revision {plan.Revision})", lines);
        Assert.Contains($"{plan.Title}: Agreed", lines);
        var plans = suite.As(RunningSuite.HubClient).Plans;
        var aims = (await plans.ListAimsAsync(new() { Parent = plan.Name })).Aims;
        Assert.NotEmpty(aims);
        Assert.All(aims, aim => Assert.Contains($"- {aim.Statement} ({aim.Status})", lines));
        var assessment = await plans.AssessPlanAsync(new() { Name = plan.Name });
        Assert.Contains($"Coherent by rule set {assessment.RuleSetVersion}", lines);
        Assert.Equal("", other);
    }

    [Theory]
    [InlineData(Hub, "2025-26\" AND colour = \"red", "InvalidArgument INVALID_FIELD: ")]
    [InlineData("hubs/south-yorkshire", "2025-26", "There is no hubs/south-yorkshire, or the token is not for it.")]
    public async Task Says_what_is_wrong(string hub, string year, string said)
    {
        var (code, output, errors) = await RunAsync(hub, year);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_plan_is_not_there()
    {
        var (code, _, errors) = await RunAsync(Hub, "2018-19", $"{Hub}/plans/none");

        Assert.Equal(1, code);
        Assert.Equal($"There is no {Hub}/plans/none, or the token is not for it.", errors.Trim());
    }

    /// <summary>The plan that the journey ends with.</summary>
    async Task<Plan> AgreedAsync()
    {
        var told = (await Tool.RunAsync(suite, "journey", "--output", "json")).Done().Json;
        return await suite.As(RunningSuite.HubClient).Plans.GetPlanAsync(
            new() { Name = told.GetProperty("plan").GetString() });
    }

    Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        SampleProgram.RunAsync(suite, "ReadPlans", arguments);
}
