using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class HubOwnedTableTests(CatalogueFixture fixture)
    : HubOwnedTables(fixture, "project", "project_revision", "focus", "focus_revision");
