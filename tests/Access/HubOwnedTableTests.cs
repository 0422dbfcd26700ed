using Mastery.Testing;

namespace Mastery.Access.Tests;

public sealed class HubOwnedTableTests(AccessFixture fixture)
    : HubOwnedTables(fixture, "access_grant", "api_client", "client_assertion");
