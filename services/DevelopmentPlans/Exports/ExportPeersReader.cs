using Grpc.Core;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>Asks the other services, all at once, for the names that an export shows, with the caller's own token. A
/// service that cannot be asked, or that the caller may not read, leaves its names out.</summary>
public sealed class ExportPeersReader(
    ParticipantService.ParticipantServiceClient participants,
    SchoolDirectoryService.SchoolDirectoryServiceClient directory,
    FocusCatalogueService.FocusCatalogueServiceClient catalogue,
    DepartmentRecord departments,
    BoundPlans bound,
    OptionalPeers peers)
{
    const string NoPeople = "Names of people, and how many the programme reaches, are not shown: ";
    const string NoSchool = "The name of the school is not shown: ";
    const string NoFocus = "The title of the focus is not shown: ";
    const string NotAllowed = "whoever made this export may not read that.";
    const string NotReached = "that could not be looked up when this export was made.";

    /// <summary>How long the other services are waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<ExportPeers> ReadAsync(PlanContent content, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        // A school is told nobody of another one.
        var own = bound.Owns(content.Plan.Department);
        var shared = content.Plan.SchoolDisplayName;
        var noSchool = shared.Length > 0 ? "" : NoSchool;
        var people = TryAsync("participants.read", NoPeople, own, options =>
            departments.ReadAsync(content, options.CancellationToken));
        var department = TryAsync("participants.read", noSchool, own, async options =>
            await participants.GetDepartmentAsync(new() { Name = content.Plan.Department }, options));
        var focus = TryAsync("catalogue.read", NoFocus, true, async options => await catalogue.GetFocusAsync(
            new() { Name = content.Plan.Focus, Revision = content.Plan.CatalogueRevision }, options));
        var school = await department is { } known
            ? await TryAsync("directory.read", noSchool, true, async options =>
                await directory.GetSchoolAsync(new() { Name = known.School }, options))
            : null;
        return new(
            school?.DisplayName ?? shared,
            await department is { } taught ? PlanWords.Of(taught.Subject) : "",
            FocusCode.Of(content.Plan.Focus) + (await focus is { } titled ? $", {titled.DisplayName}" : ""),
            new(await people),
            [.. notes.Order(StringComparer.Ordinal)]);

        // With a note where there is no answer, if it is missing then.
        async Task<T?> TryAsync<T>(string scope, string missing, bool allowed, Func<CallOptions, Task<T>> ask)
            where T : class
        {
            var answer = allowed
                ? await peers.TryAsync(scope, Timeout, ask, cancellationToken)
                : new(null, Allowed: false);
            if (answer.Value is null && missing.Length > 0)
            {
                lock (notes)
                {
                    notes.Add(missing + (answer.Allowed ? NotReached : NotAllowed));
                }
            }

            return answer.Value;
        }
    }
}
