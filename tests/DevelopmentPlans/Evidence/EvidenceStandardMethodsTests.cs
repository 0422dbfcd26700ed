using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class EvidenceStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Evidence>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) => (await fixture.DraftAsync()).Name;

    protected override Task<V1.Evidence> ExampleAsync(string parent, int number)
    {
        var example = Examples.Evidence();
        example.Finding += $" ({number})";
        return Task.FromResult(example);
    }

    protected override void Alter(V1.Evidence resource) => resource.Finding += ", and in Year 9";
}
