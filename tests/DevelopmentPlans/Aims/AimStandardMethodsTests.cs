using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AimStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Aim>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) => (await fixture.DraftAsync()).Name;

    protected override Task<V1.Aim> ExampleAsync(string parent, int number)
    {
        var example = Examples.Aim();
        example.Statement += $" ({number})";
        return Task.FromResult(example);
    }

    protected override void Alter(V1.Aim resource) =>
        resource.SuccessCriteria[0].Measurements.Add(Examples.Measurement("2024-12-13", 50));
}
