using Mastery.Testing;

namespace Mastery.Access.Tests;

public sealed class HubOwnedTableTests(AccessFixture fixture)
    : HubOwnedTables(fixture, "api_client", "client_assertion");
