using Grpc.Core;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Foci and projects, read from FocusCatalogue with the caller's own token.</summary>
public sealed class Catalogue(FocusCatalogueService.FocusCatalogueServiceClient client, CallScope call)
{
    /// <summary>The focus that a field refers to. A local project can be used in its own hub only.</summary>
    public async Task<ProjectFocus> GetAsync(string field, string focus)
    {
        try
        {
            var project = await client.GetProjectAsync(new() { Name = focus.ParentName() });
            // The focus as it is in that revision: the catalogue may change between the two calls, and a verdict names
            // one revision for both.
            var found = await client.GetFocusAsync(new() { Name = focus, Revision = project.Revision });
            return project.Hub.Length == 0 || project.Hub.Id() == call.Hub
                ? new(project, found)
                : throw Unknown(field, focus);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw Unknown(field, focus);
        }
    }

    /// <summary>The academic year of a focus's project: a national code says it, a local project is asked for; empty
    /// for what is no code.</summary>
    public async Task<string> YearAsync(string field, string focus) =>
        ProjectCode.TryParse(Project(focus), out var national) ? $"{national.AcademicYear}"
            : LocalCode.TryParse(Project(focus), out _) ? (await GetAsync(field, focus)).Project.AcademicYear
            : "";

    static string Project(string focus) => focus.Split('/') is [_, var project, ..] ? project : "";

    static ApiError Unknown(string field, string focus) =>
        Refusals.Reference(field, focus, "is not in the catalogue of this hub");
}
