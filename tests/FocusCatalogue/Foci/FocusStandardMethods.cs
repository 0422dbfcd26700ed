using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class FocusStandardMethods(CatalogueFixture fixture) : StandardMethods<V1.Focus>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) => (await fixture.DraftAsync()).Name;

    protected override Task<V1.Focus> ExampleAsync(string parent, int number) => Task.FromResult(Examples.Focus());

    protected override string ChosenId(int number) => ((char)('a' + (number % 26))).ToString();

    protected override void Alter(V1.Focus resource) => resource.Description += ", altered";
}
