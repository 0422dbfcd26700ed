using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ReviewStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Review>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) => (await fixture.SharedAsync()).Name;

    protected override async Task<V1.Review> ExampleAsync(string parent, int number)
    {
        var example = Examples.Review("2025-02-13", await fixture.FirstAimAsync(new() { Name = parent }));
        example.Summary += $" ({number})";
        return example;
    }

    protected override void Alter(V1.Review resource) => resource.Summary = "Written again";
}
