using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The references between the parts of one plan: aims refer to evidence, activities to aims. The plan is
/// locked, so that no other call changes them meanwhile.</summary>
public sealed class PartReferences(DbSession db)
{
    /// <summary>Refuses ids that are of no evidence of the plan.</summary>
    public Task RequireEvidenceAsync(Plan plan, Guid[] ids) => RequireAsync(
        plan,
        Evidence.Collection,
        ids,
        """
        SELECT wanted.id FROM unnest(@ids) AS wanted (id)
        WHERE NOT EXISTS (SELECT FROM evidence WHERE hub_id = @HubId AND plan_id = @Id AND evidence.id = wanted.id)
        """);

    /// <summary>Refuses ids that are of no aim of the plan.</summary>
    public Task RequireAimsAsync(Plan plan, Guid[] ids) => RequireAsync(
        plan,
        Aim.Collection,
        ids,
        """
        SELECT wanted.id FROM unnest(@ids) AS wanted (id)
        WHERE NOT EXISTS (SELECT FROM aim WHERE hub_id = @HubId AND plan_id = @Id AND aim.id = wanted.id)
        """);

    /// <summary>Refuses evidence that an aim refers to.</summary>
    public async Task RequireUnusedAsync(Evidence evidence)
    {
        var aim = await db.FindAsync<Guid?>(
            "SELECT id FROM aim WHERE hub_id = @HubId AND plan_id = @PlanId AND @Id = ANY(evidence_ids) LIMIT 1",
            evidence);
        if (aim is not null)
        {
            throw PlanErrors.EvidenceInUse(evidence, $"{evidence.Name.ParentName()}/{Aim.Collection}/{aim}");
        }
    }

    /// <summary>Refuses an aim that an activity refers to.</summary>
    public async Task RequireUnusedAsync(Aim aim)
    {
        var activity = await db.FindAsync<Guid?>(
            "SELECT id FROM activity WHERE hub_id = @HubId AND plan_id = @PlanId AND @Id = ANY(aim_ids) LIMIT 1",
            aim);
        if (activity is not null)
        {
            throw PlanErrors.AimInUse(aim, $"{aim.Name.ParentName()}/{Activity.Collection}/{activity}");
        }
    }

    async Task RequireAsync(Plan plan, string collection, Guid[] ids, string missingIds)
    {
        var missing = await db.QueryAsync<Guid>(missingIds, new { plan.HubId, plan.Id, ids });
        if (missing.Count > 0)
        {
            throw PlanErrors.ReferenceInvalid($"{plan.Name}/{collection}/{missing[0]}");
        }
    }
}
