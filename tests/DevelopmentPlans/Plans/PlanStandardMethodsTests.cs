using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class PlanStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.Plan>(fixture)
{
    protected override string[] SortedOverEveryHub => ["last_review_date"];

    protected override async Task<V1.Plan> ExampleAsync(string parent, int number) => new()
    {
        Enrolment = (await fixture.Programme.EnrolAsync()).Enrolment,
        Title = $"Plan {number}",
        Vision = "Every lesson connects",
    };

    protected override void Alter(V1.Plan resource) => resource.Vision += " and deepens";
}
