using Grpc.Core;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Asks the other services, all at once, for the names that an export shows, with the caller's own token. A
/// service that cannot be asked, or that the caller may not read, leaves its names out.</summary>
public sealed partial class ExportPeersReader(
    ParticipantService.ParticipantServiceClient participants,
    SchoolDirectoryService.SchoolDirectoryServiceClient directory,
    FocusCatalogueService.FocusCatalogueServiceClient catalogue,
    DepartmentRecord departments,
    BoundPlans bound,
    CallScope call,
    TimeProvider clock,
    ILogger<ExportPeersReader> log)
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
        var options = new CallOptions(
            deadline: clock.GetUtcNow().UtcDateTime + Timeout, cancellationToken: cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        List<string> notes = [];
        // A school is told nobody of another one.
        var own = bound.Owns(content.Plan.Department);
        var shared = content.Plan.SchoolDisplayName;
        var noSchool = shared.Length > 0 ? "" : NoSchool;
        var people = TryAsync("participants.read", NoPeople, notes, async () =>
            await departments.ReadAsync(content, timeout.Token), own);
        var department = TryAsync("participants.read", noSchool, notes, async () =>
            await participants.GetDepartmentAsync(new() { Name = content.Plan.Department }, options), own);
        var focus = TryAsync("catalogue.read", NoFocus, notes, async () => await catalogue.GetFocusAsync(
            new() { Name = content.Plan.Focus, Revision = content.Plan.CatalogueRevision }, options));
        var school = await department is { } known
            ? await TryAsync("directory.read", noSchool, notes, async () =>
                await directory.GetSchoolAsync(new() { Name = known.School }, options))
            : null;
        return new(
            school?.DisplayName ?? shared,
            await department is { } taught ? PlanWords.Of(taught.Subject) : "",
            FocusCode.Of(content.Plan.Focus) + (await focus is { } titled ? $", {titled.DisplayName}" : ""),
            new(await people),
            [.. notes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>What another service answers; null, with a note, where it cannot be asked.</summary>
    async Task<T?> TryAsync<T>(
        string scope, string missing, List<string> notes, Func<Task<T?>> ask, bool allowed = true) where T : class
    {
        var why = NotAllowed;
        try
        {
            if (allowed && (call.Bound is not null || call.Scopes.Contains(scope)))
            {
                return await ask();
            }
        }
        catch (ApiError error) when (error.Code is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            LogUnasked(log, scope, error.Message);
            why = NotReached;
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            LogUnasked(log, scope, refusal.Status.Detail);
        }

        if (missing.Length > 0)
        {
            lock (notes)
            {
                notes.Add(missing + why);
            }
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "An export goes without what {Scope} would show: {Reason}")]
    static partial void LogUnasked(ILogger log, string scope, string reason);
}
