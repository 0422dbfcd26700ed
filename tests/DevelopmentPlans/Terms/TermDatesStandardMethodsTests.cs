using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class TermDatesStandardMethodsTests(PlansFixture fixture) : StandardMethods<V1.TermDates>(fixture)
{
    protected override string[] SortedOverEveryHub => ["academic_year", "create_time", "update_time"];

    const int FirstYear = 2040;

    static int _made;

    /// <summary>A hub and years in which no other test has plans.</summary>
    protected override string Hub => "west-yorkshire";

    protected override Task<V1.TermDates> ExampleAsync(string parent, int number)
    {
        var example = Examples.TermDates(parent, new AcademicYear(FirstYear + number));
        return Task.FromResult(example);
    }

    protected override void Alter(V1.TermDates resource) => resource.Terms[0].DisplayName = "Michaelmas";

    protected override async Task<V1.TermDates> MakeAsync(string parent) => await fixture.Plans.UpdateTermDatesAsync(
        new() { TermDates = await ExampleAsync(parent, Interlocked.Increment(ref _made)) });
}
