using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ProjectStandardMethods(CatalogueFixture fixture) : StandardMethods<V1.Project>(fixture)
{
    protected override bool IsSmallRegister => true;

    protected override Task<V1.Project> ExampleAsync(string parent, int number) =>
        Task.FromResult(CatalogueFixture.Example());

    protected override void Alter(V1.Project resource) => resource.Audience += ", altered";
}
