using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Cli.Commands;

/// <summary>Makes a hub's local project with its foci: several calls, of which an earlier run may have done
/// some.</summary>
static class LocalProjectDraft
{
    const int Letters = 26;

    /// <summary>Creates the draft, or goes on with the one that an earlier run of the same command left without all of
    /// its foci.</summary>
    /// <param name="api">The clients.</param>
    /// <param name="wanted">The project.</param>
    /// <param name="foci">Its foci, which get the letters from a on.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="RpcException">ALREADY_EXISTS when the code is another project's, or one with another
    /// title.</exception>
    public static async Task<Project> CreateAsync(
        ApiClients api, Project wanted, IReadOnlyList<Focus> foci, CancellationToken cancellation)
    {
        if (foci.Count > Letters)
        {
            throw new IOException($"a project has {Letters} foci at most, one for each letter: {foci.Count} are given");
        }

        var (draft, made) = await DraftAsync(api, wanted, cancellation);
        foreach (var (index, focus) in foci.Index().Skip(made))
        {
            await api.Catalogue.CreateFocusAsync(new CreateFocusRequest
            {
                Parent = draft.Name,
                FocusId = $"{(char)('a' + index)}",
                Focus = focus,
            }.WithRequestId(), cancellationToken: cancellation);
        }

        return draft;
    }

    static async Task<(Project Draft, int Foci)> DraftAsync(
        ApiClients api, Project wanted, CancellationToken cancellation)
    {
        try
        {
            return (await api.Catalogue.CreateProjectAsync(
                new CreateProjectRequest { Project = wanted }.WithRequestId(), cancellationToken: cancellation), 0);
        }
        catch (RpcException taken) when (taken.StatusCode == StatusCode.AlreadyExists)
        {
            var own = await api.Catalogue.ListProjectsAsync(
                new() { Filter = $"hub = \"{wanted.Hub}\"", PageSize = 1000 }, cancellationToken: cancellation);
            if (own.Projects.FirstOrDefault(project => project.Code == wanted.Code
                && project.State == Project.Types.State.Draft && project.DisplayName == wanted.DisplayName)
                    is not { } draft)
            {
                throw;
            }

            var there = await api.Catalogue.ListFociAsync(
                new() { Parent = draft.Name }, cancellationToken: cancellation);
            return (draft, there.Foci.Count);
        }
    }
}
