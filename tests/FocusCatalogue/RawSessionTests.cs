using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class RawSessionTests(CatalogueFixture fixture) : RawSessions(fixture);
