using Grpc.Core;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Foci and their projects, read from FocusCatalogue with the caller's own token.</summary>
public sealed class Foci(FocusCatalogueService.FocusCatalogueServiceClient catalogue)
{
    /// <summary>What the focus and its project ask of plans.</summary>
    public async Task<FocusView> ViewAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var focus = catalogue.GetFocusAsync(new() { Name = name }, null, null, cancellationToken);
            using var project = catalogue.GetProjectAsync(
                new() { Name = name.ParentName() }, null, null, cancellationToken);
            await Task.WhenAll(focus.ResponseAsync, project.ResponseAsync);
            return View(await focus, await project);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            throw PlanErrors.FocusGone(name);
        }
    }

    static FocusView View(Focus focus, Project project) => new(
        focus.BigIdeas.ToHashSet(),
        project.Outcomes.Select(outcome => outcome.Heading).ToHashSet());
}
