using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using State = Mastery.FocusCatalogue.V1.Project.Types.State;

namespace Mastery.FocusCatalogue;

/// <summary>The errors of the catalogue.</summary>
static class CatalogueErrors
{
    public const string ProjectType = "mastery.services/Project";
    public const string FocusType = "mastery.services/Focus";
    public const string HubType = "mastery.services/Hub";

    public static ApiError ProjectNotFound(string name) => ApiError.NotFound(ProjectType, name);

    public static ApiError FocusNotFound(string name) => ApiError.NotFound(FocusType, name);

    public static ApiError CodeNotFound(string code) => ApiError.NotFound(FocusType, code);

    /// <summary>The project of a code has no focus of some of the letters.</summary>
    public static ApiError LettersNotFound(
        string code, Project project, IEnumerable<char> missing, IReadOnlyList<Focus> foci) => NoFocus(
        code,
        foci is [{ IsWhole: true }]
            ? $"{project.Id} has no lettered foci: its code is {project.Id} alone."
            : $"{project.Id} has no focus {string.Join(" and no focus ", missing)}: "
                + (foci.Count == 0
                    ? "it has no foci."
                    : $"it has {string.Join(", ", foci.Select(focus => focus.Id))}."));

    /// <summary>No published project of the year has a focus of some of the letters.</summary>
    public static ApiError LettersNotFound(string code, IEnumerable<char> missing) => NoFocus(
        code,
        $"No published project of the year has a focus {string.Join(" or ", missing)}: give the project's code too, "
            + "such as NCP24-14b.");

    public static ApiError National() => ApiError.Of(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
        "The token is for a hub, and this is national, which no hub changes: make a local project with a code of the "
            + "hub's own, such as YH-ORACY, or use a token for every hub.");

    /// <summary>The code is taken. Whose project it is, is not told.</summary>
    public static ApiError Taken(Project project) => LocalCode.TryParse(project.Id, out var code)
        ? ApiError.AlreadyExists(ProjectType, project.Name,
            $"The code {code} is taken, and a code is one project of one year: choose another. A project that is held "
                + $"again is named with its year, such as {code.In(AcademicYear.Parse(project.AcademicYear))}.")
        : ApiError.AlreadyExists(ProjectType, project.Name);

    public static ApiError WrongState(Project project, params ReadOnlySpan<State> allowed) =>
        ApiError.WrongState(project.Name, project.State, allowed, Remedy(project.State));

    public static ApiError Incomplete(string project, IEnumerable<(string Type, string Missing)> violations) =>
        ApiError.Precondition(ErrorReason.Incomplete, $"'{project}' is not complete enough to be published.",
            violations.Select(violation => (violation.Type, project, violation.Missing)));

    public static ApiError WholeIsAlone(Focus focus) =>
        ApiError.Precondition(ErrorReason.HasChildren, "FOCI", $"projects/{focus.Project}", focus.IsWhole
            ? $"{focus.Project} has lettered foci, so none stands for the whole of it: give this one a letter."
            : $"{focus.Project} has one focus that stands for the whole of it: delete that one first, while the "
                + "project is a draft, or put the letters into a new project.");

    public static ApiError HasFoci(string project) => ApiError.Precondition(ErrorReason.HasChildren, "FOCI", project,
        $"'{project}' still has foci: delete them first.");

    public static ApiError Continues(string missing) =>
        ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", missing,
        $"'{missing}', which it is to continue, does not exist.");

    static ApiError NoFocus(string code, string message) => ApiError.Of(StatusCode.NotFound,
        ErrorReason.ResourceNotFound, message, null, new Google.Rpc.ResourceInfo
        {
            ResourceType = FocusType,
            ResourceName = code,
        });

    static string Remedy(State state) => state switch
    {
        State.Draft => "it was never published; delete the draft instead",
        State.Retired => "it is kept as it is for what refers to it; copy it into a new year with CopyProject",
        _ => "what refers to it needs it; update it to make its next revision, or end it with RetireProject",
    };
}
