using Grpc.Core;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What the catalogue service offers, asked for on behalf of the caller.</summary>
public sealed class Catalogue(FocusCatalogueService.FocusCatalogueServiceClient client, CallScope call)
{
    /// <summary>The focus that a field refers to, as it stands. A local project is offered by its own hub
    /// only.</summary>
    public async Task<ProjectFocus> GetAsync(string field, string focus)
    {
        try
        {
            var project = client.GetProjectAsync(new() { Name = focus.ParentName() });
            var projectFocus = new ProjectFocus(await project, await client.GetFocusAsync(new() { Name = focus }));
            return projectFocus.Project.Hub.Length == 0 || projectFocus.Project.Hub.Id() == call.Hub
                ? projectFocus
                : throw Unknown(field, focus);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw Unknown(field, focus);
        }
    }

    static ApiError Unknown(string field, string focus) =>
        Refusals.Reference(field, focus, "is not in the catalogue of this hub");
}
