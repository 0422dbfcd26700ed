using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class RefusalTextsTests(PeopleFixture fixture)
    : RefusalTexts(fixture, V1.WorkGroupService.Descriptor.File.Package);
