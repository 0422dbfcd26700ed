using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Who is, was and will be in the department of a plan, as the report and the exports need it.</summary>
public sealed class DepartmentRecord(Departments departments)
{
    public async Task<DepartmentOfPlan> ReadAsync(PlanContent content, CancellationToken cancellationToken)
    {
        var (department, year) = (content.Plan.Department, AcademicYear.Parse(content.Plan.AcademicYear));
        var options = new CallOptions(cancellationToken: cancellationToken);
        var bounds = RuleSets.Current.Bounds;
        var expected = departments.MembersAsync(department, year, cancellationToken);
        var record = departments.PeopleAsync(department, bounds.FirstDay(year), bounds.LastDay(year), options);
        await Task.WhenAll(expected, record);
        var people = (await record).ToDictionary(person => person.Name);
        var others = await departments.FindAsync(
            department.HubId(),
            content.Activities.SelectMany(activity => activity.People).Where(name => !people.ContainsKey(name)),
            options);
        var present = others.ToDictionary(other => other.Key, other => other.Value.Name);
        return new(
            new(
                people.Values.Count(person => person.IsActive && person.HoldsPost(year.Start, year.End)),
                await expected,
                people.Keys.ToHashSet(),
                [.. present.Values]),
            [.. content.Activities.Select(activity => activity.WithNames(present))],
            people.Values.Concat(others.Values).DistinctBy(person => person.Name)
                .ToDictionary(person => person.Name, person => person.DisplayName));
    }
}

/// <summary>The department of a plan.</summary>
/// <param name="People">Its people in the year of the plan.</param>
/// <param name="Activities">The plan's activities with people by their present names: a record that was merged into
/// another still stands in what it took part in.</param>
/// <param name="Names">By what names colleagues know the people of the department and whoever else the activities
/// name, by their resource names.</param>
public sealed record DepartmentOfPlan(
    DepartmentPeople People, IReadOnlyList<Activity> Activities, IReadOnlyDictionary<string, string> Names);
