using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A focus of the catalogue with its project.</summary>
public sealed record ProjectFocus(FocusCatalogue.V1.Project Project, FocusCatalogue.V1.Focus Focus)
{
    /// <summary>Refuses a project that is not open to Work Groups and applications.</summary>
    public ProjectFocus RequirePublished(string field) =>
        Project.State == FocusCatalogue.V1.Project.Types.State.Published
        ? this
        : throw Refusals.Reference(field, Focus.Name,
            $"is of a project that is {Enums.Text(Project.State)}: choose a focus of a published project");
}
