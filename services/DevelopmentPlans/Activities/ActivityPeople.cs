using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Whether the people whom an activity names are of the department, asked of Participants before the plan is
/// locked. A department's own plan is written whether or not Participants can be asked: who does not belong is found by
/// AssessPlan then.</summary>
public sealed class ActivityPeople(
    PlanStore plans, PlanParts<Activity> activities, Departments departments, OptionalPeers peers)
{
    /// <summary>How many people a refusal names.</summary>
    const int MostShown = 5;

    /// <summary>How long Participants is waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Requires the people of a new activity.</summary>
    public Task RequireAsync(V1.CreateActivityRequest request, CancellationToken cancellationToken) =>
        RequireAsync(request.Parent, request.Activity.Audience, request.Activity.LedBy, cancellationToken);

    /// <summary>Requires the people whom a change of an activity adds: those who were named before may have
    /// left.</summary>
    public async Task RequireAsync(V1.UpdateActivityRequest request, CancellationToken cancellationToken)
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
            merged.LedBy == current.LedBy ? "" : merged.LedBy,
            cancellationToken);
    }

    /// <summary>Requires those who are said to have come to be of the department on one of the days of its
    /// year.</summary>
    public Task RequireAsync(V1.RecordActivityAttendanceRequest request, CancellationToken cancellationToken) =>
        RequireAsync(
            request.Name.ParentName(),
            request.Attendances.Select(attendance => attendance.Participant),
            "",
            cancellationToken);

    async Task RequireAsync(
        string planName, IEnumerable<string> audience, string ledBy, CancellationToken cancellationToken)
    {
        var named = audience.Distinct().ToList();
        if (named.Count == 0 && ledBy.Length == 0)
        {
            return;
        }

        var plan = await plans.GetAsync(planName);
        var answer = await peers.TryAsync(
            "participants.read", Timeout, options => AskAsync(plan, named, ledBy, options), cancellationToken);
        if (answer.Value is { } known)
        {
            Require(plan, named, ledBy, known);
        }
    }

    async Task<Known> AskAsync(Plan plan, List<string> named, string ledBy, CallOptions options)
    {
        var (year, bounds) = (AcademicYear.Parse(plan.AcademicYear), RuleSets.Current.Bounds);
        var people = (await departments.PeopleAsync(
            plan.Department, bounds.FirstDay(year), bounds.LastDay(year), options))
            .Select(person => person.Name).ToHashSet();
        var others = Strangers(named, people).Take(MostShown).Append(ledBy)
            .Where(name => name.Length > 0 && !people.Contains(name));
        return new(people, await departments.FindAsync(plan.HubId, others, options));
    }

    static void Require(Plan plan, List<string> named, string ledBy, Known known)
    {
        var strangers = Strangers(named, known.OfDepartment).ToList();
        if (strangers.Count > 0)
        {
            var shown = strangers.Take(MostShown).ToList();
            throw PlanErrors.NotOfDepartment(
                AcademicYear.Parse(plan.AcademicYear),
                [.. shown.Select(name => (name, known.Others.GetValueOrDefault(name)))],
                strangers.Count - shown.Count);
        }

        if (ledBy.Length > 0 && !known.OfDepartment.Contains(ledBy) && !known.Others.ContainsKey(ledBy))
        {
            throw PlanErrors.LeaderUnknown(ledBy);
        }
    }

    static IEnumerable<string> Strangers(List<string> named, IReadOnlySet<string> people) =>
        named.Where(name => !people.Contains(name));

    /// <summary>The people of the department, and some others whom the hub knows.</summary>
    sealed record Known(IReadOnlySet<string> OfDepartment, IReadOnlyDictionary<string, Member> Others);
}
