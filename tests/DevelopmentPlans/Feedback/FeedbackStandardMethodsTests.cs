using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class FeedbackStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Feedback>(fixture)
{
    string _giver = "";

    protected override async Task<string> ParentAsync(string hub)
    {
        var neighbours = await fixture.NeighboursAsync();
        _giver = neighbours.Other.Department;
        return neighbours.Plan.Name;
    }

    protected override Task<V1.Feedback> ExampleAsync(string parent, int number)
    {
        var example = Examples.Feedback(_giver);
        example.Comment += $" ({number})";
        return Task.FromResult(example);
    }

    protected override void Alter(V1.Feedback resource) => resource.Comment = "Written again";
}
