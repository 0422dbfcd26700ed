using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

public sealed class MethodScopesTests(AccessFixture fixture)
    : MethodScopes(fixture, V1.AccessService.Descriptor.File.Package);
