using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RefusalTextsTests(PlansFixture fixture)
    : RefusalTexts(fixture, V1.DevelopmentPlanService.Descriptor.File.Package);
