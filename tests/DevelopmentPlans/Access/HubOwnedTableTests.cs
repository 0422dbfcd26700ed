using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class HubOwnedTableTests(PlansFixture fixture) : HubOwnedTables(fixture);
