using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The feedback on plans.</summary>
public sealed class PlanFeedback(
    DbSession db,
    PlanStore plans,
    PlanParts<Feedback> feedback,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities,
    Enrolments enrolments,
    SchoolNames schools,
    BoundPlans bound)
{
    public Task<Feedback> GetAsync(string name, string etag = "") => feedback.GetAsync(name, etag);

    public Task<Page<Feedback>> ListAsync(string parent, ListRequest list) => feedback.ListAsync(parent, list);

    /// <summary>Refuses a department that may not give feedback on the plan: it has to take part in the same Work
    /// Group, as the plan's department does still, and to be another.</summary>
    /// <returns>The name of its school.</returns>
    public async Task<string> GiverAsync(string name, string department, CancellationToken cancellation)
    {
        var plan = (await plans.GetAsync(name)).RequireHere().RequireShared();
        bound.RequireOwn(department);
        if (plan.Department == department)
        {
            throw PlanErrors.OwnPlan(plan);
        }

        var active = await enrolments.ActiveAsync(plan.Enrolment.ParentName(), cancellation);
        if (!active.Any(enrolment => enrolment.Department == department))
        {
            throw PlanErrors.NotOfTheWorkGroup(plan, department);
        }

        // A caller who is bound to a school sees no enrolment of another, and no other's plan after its enrolment.
        if (bound.Owns(plan.Department) && !active.Any(enrolment => enrolment.Name == plan.Enrolment))
        {
            throw PlanErrors.SharingEnded(plan);
        }

        return await schools.OfAsync(department, cancellation);
    }

    /// <summary>Locks a plan for a department that gives feedback on it, or settles what it gave.</summary>
    public async Task<Plan> LockAsync(string name)
    {
        if (db.IsBound)
        {
            await db.ExecuteAsync("SELECT set_config('mastery.feedback', @id, true)", new { id = name.Id() });
        }

        return await plans.LockAsync(name);
    }

    public async Task<Feedback> AddAsync(Plan plan, Feedback given)
    {
        await RequireSubjectAsync(given);
        return await feedback.InsertAsync(plan, given);
    }

    public Task<Feedback> UpdateAsync(Plan plan, Feedback before, Feedback after) =>
        feedback.UpdateAsync(plan, before, after);

    async Task RequireSubjectAsync(Feedback given)
    {
        try
        {
            _ = given.SubjectKind switch
            {
                Evidence.Collection => await evidence.GetAsync(given.Subject),
                Aim.Collection => await aims.GetAsync(given.Subject),
                Activity.Collection => await activities.GetAsync(given.Subject),
                _ => (IResource?)null,
            };
        }
        catch (ApiError missing) when (missing.Code == Grpc.Core.StatusCode.NotFound)
        {
            throw PlanErrors.ReferenceInvalid(given.Subject);
        }
    }
}
