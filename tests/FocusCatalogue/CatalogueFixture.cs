using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Testing;

[assembly: AssemblyFixture(typeof(Mastery.FocusCatalogue.Tests.CatalogueFixture))]

namespace Mastery.FocusCatalogue.Tests;

/// <summary>One running catalogue for all classes: each test makes projects of its own.</summary>
public sealed class CatalogueFixture() : ServiceFixture<FocusCatalogueService>("focus-catalogue")
{
    static int _codes = -1;
    static int _locals;

    public V1.FocusCatalogueService.FocusCatalogueServiceClient Catalogue =>
        Client<V1.FocusCatalogueService.FocusCatalogueServiceClient>();

    /// <summary>A code of the academic years 2030/31 to 2059/60 that no other test has.</summary>
    public static ProjectCode FreshCode()
    {
        var number = Interlocked.Increment(ref _codes);
        return new(30 + (number / 100), number % 100);
    }

    /// <summary>The code of a copy, forty years on, where no fresh code is.</summary>
    public static ProjectCode Later(string code) =>
        ProjectCode.TryParse(code, out var old) ? old with { Year = old.Year + 40 } : default;

    /// <summary>Makes an example a local project of a hub, with a code that no other test has.</summary>
    public static Action<V1.Project> Local(string hub) => project =>
        (project.Code, project.Stage, project.Hub, project.EligibilityPolicy) =
            ($"HUB-T{Interlocked.Increment(ref _locals)}", Stage.Local, hub, null);

    /// <summary>The catalogue for a client of one hub.</summary>
    public V1.FocusCatalogueService.FocusCatalogueServiceClient Of(string hub) =>
        Client<V1.FocusCatalogueService.FocusCatalogueServiceClient>(Token.Of(hub["hubs/".Length..]));

    public static V1.Project Example(Action<V1.Project>? change = null)
    {
        var project = Examples.Project(FreshCode());
        change?.Invoke(project);
        return project;
    }

    public async Task<V1.Project> DraftAsync(Action<V1.Project>? change = null) =>
        await Catalogue.CreateProjectAsync(new() { Project = Example(change) });

    public async Task<V1.Focus> FocusAsync(V1.Project project, string letter = "a", Action<V1.Focus>? change = null)
    {
        var focus = Examples.Focus();
        change?.Invoke(focus);
        return await Catalogue.CreateFocusAsync(new() { Parent = project.Name, FocusId = letter, Focus = focus });
    }

    public async Task<V1.Project> PublishedAsync(Action<V1.Project>? change = null)
    {
        var draft = await DraftAsync(change);
        await FocusAsync(draft);
        return await Catalogue.PublishProjectAsync(new() { Name = draft.Name });
    }

    public async Task<V1.Project> RetiredAsync()
    {
        var project = await PublishedAsync();
        return await Catalogue.RetireProjectAsync(new() { Name = project.Name });
    }
}
