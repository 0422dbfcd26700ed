using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RawSessionTests(PlansFixture fixture) : RawSessions(fixture)
{
    protected override Task FillAsync() => fixture.UntouchedAsync();
}
