using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Assesses plans with data from the other services, which it asks in parallel.</summary>
public sealed class PlanAssessor(
    DepartmentRecord departments, Foci foci, TermDatesStore termDates, TimeProvider clock)
{
    /// <summary>The report by a version of the rules.</summary>
    public async Task<V1.PlanAssessment> AssessAsync(
        PlanContent content, RuleSet rules, CancellationToken cancellationToken)
    {
        var year = AcademicYear.Parse(content.Plan.AcademicYear);
        var terms = await termDates.OfAsync(content.Plan.HubId, year);
        var department = departments.ReadAsync(content, cancellationToken);
        var focus = foci.ViewAsync(content.Plan.Focus, content.Plan.CatalogueRevision, cancellationToken);
        await Task.WhenAll(department, focus);
        var read = await department;
        var snapshot = new PlanSnapshot(
            content with { Activities = read.Activities },
            read.People,
            await focus,
            terms.Dates,
            EnglandTime.Today(clock));
        return Assessment.Of(snapshot, rules, clock.GetUtcNow());
    }
}
