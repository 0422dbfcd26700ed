using Mastery.Testing;

namespace Mastery.Access.Tests;

public sealed class RawSessionTests(AccessFixture fixture) : RawSessions(fixture);
