using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Makes plans from other plans: that of a later year, and one of the same shape.</summary>
public sealed class NewPlans(
    ContentStore contents,
    PlanStore plans,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities,
    Enrolments enrolments,
    Foci foci)
{
    /// <summary>The plan with which a department goes on in a later year.</summary>
    public async Task<V1.NewPlan> RollAsync(V1.RollPlanForwardRequest request, CancellationToken cancellation)
    {
        var former = await contents.GetAsync(request.Name, request.Etag);
        var enrolment = await enrolments.GetActiveAsync(request.Enrolment, cancellation);
        RequireNext(former.Plan, enrolment);
        var (draft, replaced) = await DraftAsync(former.Plan, enrolment, request.Title, cancellation);
        var next = new PlanForward(former, draft with { ContinuesId = former.Plan.Id }).Roll(request.CarryActivities);
        return NewPlanAnswer.OfLaterYear(former, await SaveAsync(next, replaced));
    }

    /// <summary>A plan of the same shape for another enrolment.</summary>
    public async Task<V1.NewPlan> CopyAsync(V1.CopyPlanRequest request, CancellationToken cancellation)
    {
        var former = await contents.GetAsync(request.Name, request.Etag);
        var enrolment = await enrolments.GetActiveAsync(request.Enrolment, cancellation);
        var (draft, replaced) = await DraftAsync(former.Plan, enrolment, request.Title, cancellation);
        return NewPlanAnswer.OfCopy(former, await SaveAsync(new PlanForward(former, draft).Shape(), replaced));
    }

    static void RequireNext(Plan former, Enrolment enrolment)
    {
        if (enrolment.Department != former.Department)
        {
            throw PlanErrors.OtherDepartment(enrolment.Name);
        }

        if (string.CompareOrdinal(enrolment.AcademicYear, former.AcademicYear) <= 0)
        {
            throw PlanErrors.NotLater(enrolment.Name, former.AcademicYear);
        }
    }

    async Task<(Plan Draft, string[] Replaced)> DraftAsync(
        Plan former, Enrolment enrolment, string title, CancellationToken cancellation)
    {
        var replaced = await enrolments.FormerAsync(enrolment, cancellation);
        var pin = await foci.PinIfReachableAsync(enrolment.Focus, cancellation);
        V1.Plan wanted = new()
        {
            Title = title.Length > 0 ? title
                : former.Words().In(AcademicYear.Parse(enrolment.AcademicYear), former.Title),
            Vision = former.Vision,
        };
        return (Plan.New(former.Name.ParentName(), wanted, enrolment, pin), replaced);
    }

    /// <summary>Saves a plan with all its parts as its first revision.</summary>
    async Task<PlanContent> SaveAsync(PlanContent made, string[] replaced)
    {
        var plan = await plans.InsertAsync(made.Plan, replaced);
        return new(
            plan,
            await SaveAsync(evidence, plan, made.Evidence),
            await SaveAsync(aims, plan, made.Aims),
            await SaveAsync(activities, plan, made.Activities));
    }

    static async Task<IReadOnlyList<T>> SaveAsync<T>(PlanParts<T> parts, Plan plan, IReadOnlyList<T> made)
        where T : class, IResource
    {
        List<T> saved = [];
        foreach (var part in made)
        {
            saved.Add(await parts.CopyAsync(plan, part));
        }

        return saved;
    }
}
