using Grpc.Core;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The revision of the catalogue that a plan is made by, and what it keeps of it.</summary>
public sealed record CataloguePin(long Revision, string[] EvidencePrompts)
{
    /// <summary>The present revision, whichever that is.</summary>
    public static CataloguePin Present { get; } = new(0, []);
}

/// <summary>Foci and their projects, read from FocusCatalogue with the caller's own token.</summary>
public sealed class Foci(FocusCatalogueService.FocusCatalogueServiceClient catalogue)
{
    /// <summary>What the focus and its project ask of plans.</summary>
    /// <param name="name">The focus.</param>
    /// <param name="revision">The revision of its project that counts; 0 is the present one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FocusView> ViewAsync(string name, long revision, CancellationToken cancellationToken)
    {
        try
        {
            using var focus = catalogue.GetFocusAsync(
                new() { Name = name, Revision = revision }, null, null, cancellationToken);
            using var project = catalogue.GetProjectAsync(
                new() { Name = name.ParentName(), Revision = revision }, null, null, cancellationToken);
            await Task.WhenAll(focus.ResponseAsync, project.ResponseAsync);
            return View(await focus, await project);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            throw PlanErrors.FocusGone(name);
        }
    }

    /// <summary>The present revision of the focus's project. That of a retired project is its last published
    /// one.</summary>
    public async Task<CataloguePin> PinAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var project = await catalogue.GetProjectAsync(
                new() { Name = name.ParentName() }, null, null, cancellationToken);
            var focus = await catalogue.GetFocusAsync(
                new() { Name = name, Revision = project.Revision }, null, null, cancellationToken);
            return new(project.Revision, [.. focus.EvidencePrompts]);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            throw PlanErrors.FocusGone(name);
        }
    }

    /// <summary>The present revision or, while the catalogue cannot be asked, none: that keeps no department from
    /// beginning its plan.</summary>
    public async Task<CataloguePin> PinIfReachableAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await PinAsync(name, cancellationToken);
        }
        catch (ApiError failure) when (failure.Code == StatusCode.Unavailable)
        {
            return CataloguePin.Present;
        }
    }

    static FocusView View(Focus focus, Project project) => new(
        project.Revision,
        focus.BigIdeas.ToHashSet(),
        project.Outcomes.Select(outcome => outcome.Heading).ToHashSet(),
        project.EssenceThemes.SelectMany(theme => new[] { theme.Heading, theme.Theme }).ToHashSet());
}
