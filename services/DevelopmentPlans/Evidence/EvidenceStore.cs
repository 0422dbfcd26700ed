using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Evidence in the database. Whoever writes holds the plan, and the write raises its revision.</summary>
public sealed class EvidenceStore(DbSession db, PlanStore plans)
{
    const string Columns =
        """
        hub_id, plan_id, id, kind, collect_date, finding, needs_of, measure_label, measure_value, measure_unit,
        revision, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Evidence.Descriptor, ["hub_id", "plan_id", "id"]);

    public async Task<Evidence> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Evidence>(
            $"SELECT {Columns} FROM evidence WHERE hub_id = @hub AND plan_id = @plan AND id = @id",
            new { hub = name.HubId(), plan = name.ParentName().Uuid(), id = name.Uuid() })
            ?? throw ApiError.NotFound(Evidence.Type, name)).RequireEtag(etag);

    public Task<IReadOnlyList<Evidence>> AllAsync(Plan plan) => db.QueryAsync<Evidence>(
        $"SELECT {Columns} FROM evidence WHERE hub_id = @HubId AND plan_id = @Id ORDER BY id", plan);

    public Task<Page<Evidence>> ListAsync(string parent, ListRequest list) =>
        plans.PartsAsync<Evidence>(parent, Shape, list, $"SELECT {Columns} FROM evidence");

    public async Task<Evidence> InsertAsync(Plan plan, Evidence evidence)
    {
        var inserted = await db.InsertAsync(
            evidence,
            $"""
            INSERT INTO evidence (hub_id, plan_id, id, kind, collect_date, finding, needs_of,
                measure_label, measure_value, measure_unit)
            VALUES (@HubId, @PlanId, @Id, @Kind, @CollectDate, @Finding, @NeedsOf,
                @MeasureLabel, @MeasureValue, @MeasureUnit)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """);
        await plans.TouchAsync(plan);
        return inserted;
    }

    public async Task<Evidence> UpdateAsync(Plan plan, Evidence before, Evidence after)
    {
        var updated = await db.UpdateAsync(
            before,
            after,
            $"""
            UPDATE evidence
            SET kind = @Kind, collect_date = @CollectDate, finding = @Finding, needs_of = @NeedsOf,
                measure_label = @MeasureLabel, measure_value = @MeasureValue, measure_unit = @MeasureUnit,
                revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id AND revision = @Revision
            RETURNING {Columns}
            """);
        if (updated.Revision != before.Revision)
        {
            await plans.TouchAsync(plan);
        }

        return updated;
    }

    public async Task DeleteAsync(Plan plan, Evidence evidence)
    {
        await RemoveAsync(evidence);
        await plans.TouchAsync(plan);
    }

    /// <summary>Deletes evidence with its plan.</summary>
    public Task RemoveAsync(Evidence evidence) => db.DeleteAsync(
        evidence,
        "DELETE FROM evidence WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id AND revision = @Revision");

    /// <summary>Refuses ids that are of no evidence of the plan.</summary>
    public async Task RequireAsync(Plan plan, Guid[] ids)
    {
        var missing = await db.QueryAsync<Guid>(
            """
            SELECT wanted.id FROM unnest(@ids) AS wanted (id)
            WHERE NOT EXISTS (SELECT FROM evidence WHERE hub_id = @hub AND plan_id = @plan AND evidence.id = wanted.id)
            """,
            new { hub = plan.HubId, plan = plan.Id, ids });
        if (missing.Count > 0)
        {
            throw PlanErrors.ReferenceInvalid($"{plan.Name}/{Evidence.Collection}/{missing[0]}");
        }
    }
}
