using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>Assesses plans with data from the other services, which it asks in parallel.</summary>
public sealed class PlanAssessor(Departments departments, Foci foci, TimeProvider clock)
{
    public async Task<V1.PlanAssessment> AssessAsync(PlanContent content, CancellationToken cancellationToken)
    {
        var members = departments.MembersAsync(
            content.Plan.Department, AcademicYear.Parse(content.Plan.AcademicYear), cancellationToken);
        var focus = foci.ViewAsync(content.Plan.Focus, content.Plan.CatalogueRevision, cancellationToken);
        await Task.WhenAll(members, focus);
        return Assessment.Of(new PlanSnapshot(content, await members, await focus), clock.GetUtcNow());
    }
}
