using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class MethodScopesTests(PeopleFixture fixture)
    : MethodScopes(fixture, V1.WorkGroupService.Descriptor.File.Package);
