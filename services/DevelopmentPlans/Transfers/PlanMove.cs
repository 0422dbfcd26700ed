using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>Moves plans to the hub to which their department went: each with its parts, in one transaction over both
/// hubs, so that it is in one of them at any moment.</summary>
public sealed class PlanMove(
    DbSession db,
    PlanStore plans,
    ContentStore contents,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities)
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
        await db.InHubAsync(hub, () => ArriveAsync(content, plan.ArriveIn(hub, enrolment)));
        await plans.UpdateAsync(plan, plan.MoveTo(hub), ChangeKind.Moved);
    }

    async Task ArriveAsync(PlanContent content, Plan arriving)
    {
        await plans.ArriveAsync(arriving);
        foreach (var piece in content.Evidence)
        {
            await evidence.CopyAsync(piece with { HubId = arriving.HubId });
        }

        foreach (var aim in content.Aims)
        {
            await aims.CopyAsync(aim with { HubId = arriving.HubId });
        }

        foreach (var activity in content.Activities)
        {
            await activities.CopyAsync(activity.ArriveIn(arriving.HubId));
        }
    }
}
