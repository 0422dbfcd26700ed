using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Reads what coverage is counted from: the plan, and who was in its department on the day.</summary>
public sealed class CoverageReader(
    ContentStore contents, Departments departments, BoundPlans bound, TimeProvider clock)
{
    public async Task<V1.PlanCoverage> ReadAsync(
        V1.GetPlanCoverageRequest request, CancellationToken cancellationToken)
    {
        var content = await contents.GetAsync(request.Name);
        bound.RequireOwn(content.Plan.Department);
        var day = IsoDate.ParseOrNull(request.AsOfDate) ?? Today(AcademicYear.Parse(content.Plan.AcademicYear));
        var members = await departments.MembersOnAsync(content.Plan.Department, day, cancellationToken);
        return ProgrammeCoverage.Of(await WithPresentNamesAsync(content, members, cancellationToken), members, day);
    }

    async Task<PlanContent> WithPresentNamesAsync(
        PlanContent content, IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        var others = content.Activities
            .SelectMany(activity => activity.People).Except(members.Select(member => member.Name));
        var found = await departments.FindAsync(
            content.Plan.HubId, others, new(cancellationToken: cancellationToken));
        var present = found.ToDictionary(other => other.Key, other => other.Value.Name);
        return content with { Activities = [.. content.Activities.Select(activity => activity.WithNames(present))] };
    }

    /// <summary>The present day in England; the first or last day of a year that is to come or over.</summary>
    DateOnly Today(AcademicYear year)
    {
        var today = EnglandTime.Today(clock);
        return today < year.Start ? year.Start : today > year.End ? year.End : today;
    }
}
