using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RawSessionTests(PlansFixture fixture) : RawSessions(fixture)
{
    protected override async Task FillAsync()
    {
        await fixture.UntouchedAsync();
        await fixture.Plans.UpdateTermDatesAsync(
            new() { TermDates = Examples.TermDates($"hubs/{PlansFixture.Hub}", new(2050)) });
    }
}
