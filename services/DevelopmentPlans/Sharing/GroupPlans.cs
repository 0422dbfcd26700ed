using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The plans of a Work Group side by side.</summary>
public sealed class GroupPlans(
    DbSession db,
    PlanStore plans,
    PlanParts<Aim> aims,
    PlanParts<Feedback> feedback,
    GroupMembers members)
{
    public async Task<V1.WorkGroupPlans> SummarizeAsync(string group, CancellationToken cancellationToken)
    {
        var all = await members.OfAsync(group, cancellationToken);
        return GroupView.Of(all, await db.SnapshotAsync(() => SharedAsync(group.HubId(), all)));
    }

    async Task<IReadOnlyList<SharedPlan>> SharedAsync(string hub, IReadOnlyList<GroupMember> all)
    {
        List<SharedPlan> shared = [];
        foreach (var plan in await plans.SharedAsync(hub, [.. all.Select(member => member.Enrolment)]))
        {
            shared.Add(new(
                all.First(member => member.Enrolment == plan.Enrolment),
                plan,
                [.. (await aims.AllAsync(plan)).Where(aim => !aim.Dropped)],
                await feedback.AllAsync(plan)));
        }

        return shared;
    }
}
