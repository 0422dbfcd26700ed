using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>Moves plans to the hub to which their department went: each with its parts, in one transaction over both
/// hubs, so that it is in one of them at any moment.</summary>
public sealed class PlanMove(
    DbSession db,
    PlanStore plans,
    ContentStore contents,
    PlanHistory history,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities,
    PlanParts<Review> reviews,
    PlanParts<Feedback> feedback)
{
    /// <summary>Moves a plan; does nothing when it has been moved already.</summary>
    /// <param name="name">The plan, in its former hub.</param>
    /// <param name="hub">The id of the hub that has the department.</param>
    /// <param name="enrolment">The enrolment that goes on from the plan's own.</param>
    public async Task MoveAsync(string name, string hub, string enrolment)
    {
        if (await plans.LockOwnAsync(name) is not { State: not PlanState.Moved } plan)
        {
            return;
        }

        var content = await contents.RemovePartsAsync(plan);
        var kept = await history.LeaveAsync(plan);
        await db.InHubAsync(hub, () => ArriveAsync(content, kept, plan.ArriveIn(hub, enrolment)));
        await plans.UpdateAsync(plan, plan.MoveTo(hub), ChangeKind.Moved);
    }

    async Task ArriveAsync(PlanContent content, IReadOnlyList<KeptPart> kept, Plan arriving)
    {
        // Where it was here before, what that stay left is also in what comes.
        await history.DeleteAsync(arriving);
        var arrived = await plans.ArriveAsync(arriving);
        await history.ArriveAsync(arrived, content.Plan.HubId, kept);
        foreach (var piece in content.Evidence)
        {
            await evidence.CopyAsync(arrived, piece with { HubId = arriving.HubId });
        }

        foreach (var aim in content.Aims)
        {
            await aims.CopyAsync(arrived, aim with { HubId = arriving.HubId });
        }

        foreach (var activity in content.Activities)
        {
            await activities.CopyAsync(arrived, activity.ArriveIn(arriving.HubId));
        }

        foreach (var review in content.Reviews)
        {
            await reviews.CopyAsync(arrived, review with { HubId = arriving.HubId });
        }

        foreach (var given in content.Feedback)
        {
            await feedback.CopyAsync(arrived, given with { HubId = arriving.HubId });
        }
    }
}
