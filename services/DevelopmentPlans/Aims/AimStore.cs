using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Aims in the database. Whoever writes holds the plan, and the write raises its revision.</summary>
public sealed class AimStore(DbSession db, PlanStore plans)
{
    const string Columns =
        """
        hub_id, plan_id, id, statement, outcome_heading, big_ideas, essence_themes, evidence_ids, success_criteria,
        horizon, status, revision, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Aim.Descriptor, ["hub_id", "plan_id", "id"]);

    static AimStore() => SqlMapper.AddTypeHandler(new SuccessCriteriaHandler());

    public async Task<Aim> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Aim>(
            $"SELECT {Columns} FROM aim WHERE hub_id = @hub AND plan_id = @plan AND id = @id",
            new { hub = name.HubId(), plan = name.ParentName().Uuid(), id = name.Uuid() })
            ?? throw ApiError.NotFound(Aim.Type, name)).RequireEtag(etag);

    public Task<IReadOnlyList<Aim>> AllAsync(Plan plan) => db.QueryAsync<Aim>(
        $"SELECT {Columns} FROM aim WHERE hub_id = @HubId AND plan_id = @Id ORDER BY id", plan);

    public Task<Page<Aim>> ListAsync(string parent, ListRequest list) =>
        plans.PartsAsync<Aim>(parent, Shape, list, $"SELECT {Columns} FROM aim");

    public async Task<Aim> InsertAsync(Plan plan, Aim aim)
    {
        var inserted = await db.InsertAsync(
            aim,
            $"""
            INSERT INTO aim (hub_id, plan_id, id, statement, outcome_heading, big_ideas, essence_themes, evidence_ids,
                success_criteria, horizon, status)
            VALUES (@HubId, @PlanId, @Id, @Statement, @OutcomeHeading, @BigIdeas, @EssenceThemes, @EvidenceIds,
                @SuccessCriteria, @Horizon, @Status)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """);
        await plans.TouchAsync(plan);
        return inserted;
    }

    public async Task<Aim> UpdateAsync(Plan plan, Aim before, Aim after)
    {
        var updated = await db.UpdateAsync(
            before,
            after,
            $"""
            UPDATE aim
            SET statement = @Statement, outcome_heading = @OutcomeHeading, big_ideas = @BigIdeas,
                essence_themes = @EssenceThemes, evidence_ids = @EvidenceIds, success_criteria = @SuccessCriteria,
                horizon = @Horizon, status = @Status, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id AND revision = @Revision
            RETURNING {Columns}
            """);
        if (updated.Revision != before.Revision)
        {
            await plans.TouchAsync(plan);
        }

        return updated;
    }

    public async Task DeleteAsync(Plan plan, Aim aim)
    {
        await RemoveAsync(aim);
        await plans.TouchAsync(plan);
    }

    /// <summary>Deletes an aim with its plan.</summary>
    public Task RemoveAsync(Aim aim) => db.DeleteAsync(
        aim,
        "DELETE FROM aim WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id AND revision = @Revision");

    /// <summary>Refuses ids that are of no aim of the plan.</summary>
    public async Task RequireAsync(Plan plan, Guid[] ids)
    {
        var missing = await db.QueryAsync<Guid>(
            """
            SELECT wanted.id FROM unnest(@ids) AS wanted (id)
            WHERE NOT EXISTS (SELECT FROM aim WHERE hub_id = @hub AND plan_id = @plan AND aim.id = wanted.id)
            """,
            new { hub = plan.HubId, plan = plan.Id, ids });
        if (missing.Count > 0)
        {
            throw PlanErrors.ReferenceInvalid($"{plan.Name}/{Aim.Collection}/{missing[0]}");
        }
    }

    /// <summary>Refuses evidence on which an aim rests.</summary>
    public async Task RequireNoneOnAsync(Evidence evidence)
    {
        var aim = await db.FindAsync<Aim>(
            $"""
            SELECT {Columns} FROM aim WHERE hub_id = @HubId AND plan_id = @PlanId AND @Id = ANY(evidence_ids) LIMIT 1
            """,
            evidence);
        if (aim is not null)
        {
            throw PlanErrors.EvidenceInUse(evidence, aim.Name);
        }
    }
}
