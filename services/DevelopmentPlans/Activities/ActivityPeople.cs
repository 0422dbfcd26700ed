using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Whether the people whom an activity names are of the department, asked of Participants before the plan is
/// locked. A department's own plan is written whether or not Participants can be asked: who does not belong is found by
/// AssessPlan then.</summary>
public sealed partial class ActivityPeople(
    PlanStore plans,
    PlanParts<Activity> activities,
    Departments departments,
    CallScope call,
    TimeProvider clock,
    ILogger<ActivityPeople> log)
{
    const string Scope = "participants.read";

    /// <summary>How many people a refusal names.</summary>
    const int MostShown = 5;

    /// <summary>How long Participants is waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Requires the people of a new activity.</summary>
    public Task RequireAsync(V1.CreateActivityRequest request) =>
        RequireAsync(request.Parent, request.Activity.Audience, request.Activity.LedBy);

    /// <summary>Requires the people whom a change of an activity adds: those who were named before may have
    /// left.</summary>
    public async Task RequireAsync(V1.UpdateActivityRequest request)
    {
        if (request.Activity.Audience.Count == 0 && request.Activity.LedBy.Length == 0)
        {
            return;
        }

        var current = (await activities.GetAsync(request.Activity.Name)).ToProto();
        var merged = request.UpdateMask.Apply(current, request.Activity);
        await RequireAsync(
            request.Activity.Name.ParentName(),
            merged.Audience.Except(current.Audience),
            merged.LedBy == current.LedBy ? "" : merged.LedBy);
    }

    /// <summary>Requires those who are said to have come to be of the department on one of the days of its
    /// year.</summary>
    public Task RequireAsync(V1.RecordActivityAttendanceRequest request) => RequireAsync(
        request.Name.ParentName(), request.Attendances.Select(attendance => attendance.Participant), "");

    async Task RequireAsync(string planName, IEnumerable<string> audience, string ledBy)
    {
        var named = audience.Distinct().ToList();
        if ((named.Count == 0 && ledBy.Length == 0) || !call.Scopes.Contains(Scope))
        {
            return;
        }

        var plan = await plans.GetAsync(planName);
        try
        {
            await RequireAsync(plan, named, ledBy);
        }
        catch (ApiError error) when (error.Code is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            LogUnasked(log, plan.Name, error.Message);
        }
    }

    async Task RequireAsync(Plan plan, List<string> named, string ledBy)
    {
        var options = new CallOptions(deadline: clock.GetUtcNow().UtcDateTime + Timeout);
        var (year, bounds) = (AcademicYear.Parse(plan.AcademicYear), RuleSets.Current.Bounds);
        var people = (await departments.PeopleAsync(
            plan.Department, bounds.FirstDay(year), bounds.LastDay(year), options))
            .Select(person => person.Name).ToHashSet();
        var strangers = named.Where(name => !people.Contains(name)).ToList();
        if (strangers.Count > 0)
        {
            var shown = strangers.Take(MostShown).ToList();
            var known = await departments.FindAsync(plan.HubId, shown, options);
            throw PlanErrors.NotOfDepartment(
                year, [.. shown.Select(name => (name, known.GetValueOrDefault(name)))], strangers.Count - shown.Count);
        }

        if (ledBy.Length > 0 && !people.Contains(ledBy)
            && (await departments.FindAsync(plan.HubId, [ledBy], options)).Count == 0)
        {
            throw PlanErrors.LeaderUnknown(ledBy);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The people of an activity of {Plan} could not be checked: {Reason}")]
    static partial void LogUnasked(ILogger log, string plan, string reason);
}
