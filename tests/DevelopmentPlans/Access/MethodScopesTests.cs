using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class MethodScopesTests(PlansFixture fixture)
    : MethodScopes(fixture, V1.DevelopmentPlanService.Descriptor.File.Package);
