using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ActivityStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Activity>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) => (await fixture.DraftAsync()).Name;

    protected override Task<V1.Activity> ExampleAsync(string parent, int number)
    {
        var example = Examples.Activity("2024-10-03");
        example.Title += $" ({number})";
        return Task.FromResult(example);
    }

    protected override void Alter(V1.Activity resource) => resource.EndDate = "2024-10-04";
}
