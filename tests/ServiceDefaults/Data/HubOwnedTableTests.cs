using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class HubOwnedTableTests(LibraryFixture library)
    : HubOwnedTables(library, "theme"), IClassFixture<LibraryFixture>
{
    protected override IReadOnlyList<string> NationalReferences => ["shelf_theme"];
}
