using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

/// <summary>What the catalogue refuses, by name.</summary>
static class CatalogueErrors
{
    public const string ProjectType = "mastery.services/Project";
    public const string FocusType = "mastery.services/Focus";

    public static ApiError ProjectNotFound(string name) => ApiError.NotFound(ProjectType, name);

    public static ApiError FocusNotFound(string name) => ApiError.NotFound(FocusType, name);

    public static ApiError CodeMeansNothing(string code) => ApiError.NotFound(FocusType, code);

    public static ApiError Retired(string project) => WrongState(project,
        $"'{project}' is retired and kept as it is: copy it into a new year instead.");

    public static ApiError NotADraft(string project) => WrongState(project,
        $"'{project}' is no longer a draft: retire it instead, what refers to it still needs it.");

    public static ApiError AlreadyPublished(string project) => WrongState(project,
        $"'{project}' is published already: update it to make its next revision.");

    public static ApiError NotPublished(string project) => WrongState(project,
        $"'{project}' was never published: delete the draft instead.");

    public static ApiError Incomplete(string project, IEnumerable<(string Type, string Missing)> violations) =>
        ApiError.Precondition(ErrorReason.WrongState, $"'{project}' is not complete enough to be published.",
            violations.Select(violation => (violation.Type, project, violation.Missing)));

    public static ApiError HasFoci(string project) => ApiError.Precondition(ErrorReason.HasChildren, "FOCI", project,
        $"'{project}' still has foci: delete them first.");

    public static ApiError Continues(string missing) =>
        ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", missing,
        $"'{missing}', which it is to continue, does not exist.");

    static ApiError WrongState(string project, string description) =>
        ApiError.Precondition(ErrorReason.WrongState, "STATE", project, description);
}
