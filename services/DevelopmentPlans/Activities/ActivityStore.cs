using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Activities in the database. Whoever writes holds the plan, and the write raises its revision.</summary>
public sealed class ActivityStore(DbSession db, PlanStore plans)
{
    const string Columns =
        """
        hub_id, plan_id, id, title, kind, aim_ids, start_date, end_date, led_by, whole_department, audience, state,
        revision, create_time, update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Activity.Descriptor, ["hub_id", "plan_id", "id"]);

    public async Task<Activity> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Activity>(
            $"SELECT {Columns} FROM activity WHERE hub_id = @hub AND plan_id = @plan AND id = @id",
            new { hub = name.HubId(), plan = name.ParentName().Uuid(), id = name.Uuid() })
            ?? throw ApiError.NotFound(Activity.Type, name)).RequireEtag(etag);

    public Task<IReadOnlyList<Activity>> AllAsync(Plan plan) => db.QueryAsync<Activity>(
        $"SELECT {Columns} FROM activity WHERE hub_id = @HubId AND plan_id = @Id ORDER BY id", plan);

    public Task<Page<Activity>> ListAsync(string parent, ListRequest list) =>
        plans.PartsAsync<Activity>(parent, Shape, list, $"SELECT {Columns} FROM activity");

    public async Task<Activity> InsertAsync(Plan plan, Activity activity)
    {
        var inserted = await db.InsertAsync(
            activity,
            $"""
            INSERT INTO activity (hub_id, plan_id, id, title, kind, aim_ids, start_date, end_date, led_by,
                whole_department, audience, state)
            VALUES (@HubId, @PlanId, @Id, @Title, @Kind, @AimIds, @StartDate, @EndDate, @LedBy, @WholeDepartment,
                @Audience, @State)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """);
        await plans.TouchAsync(plan);
        return inserted;
    }

    public async Task<Activity> UpdateAsync(Plan plan, Activity before, Activity after)
    {
        var updated = await db.UpdateAsync(
            before,
            after,
            $"""
            UPDATE activity
            SET title = @Title, kind = @Kind, aim_ids = @AimIds, start_date = @StartDate, end_date = @EndDate,
                led_by = @LedBy, whole_department = @WholeDepartment, audience = @Audience, state = @State,
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

    public async Task DeleteAsync(Plan plan, Activity activity)
    {
        await RemoveAsync(activity);
        await plans.TouchAsync(plan);
    }

    /// <summary>Deletes an activity with its plan.</summary>
    public Task RemoveAsync(Activity activity) => db.DeleteAsync(
        activity,
        "DELETE FROM activity WHERE hub_id = @HubId AND plan_id = @PlanId AND id = @Id AND revision = @Revision");

    /// <summary>Refuses an aim that an activity supports.</summary>
    public async Task RequireNoneForAsync(Aim aim)
    {
        var activity = await db.FindAsync<Activity>(
            $"""
            SELECT {Columns} FROM activity WHERE hub_id = @HubId AND plan_id = @PlanId AND @Id = ANY(aim_ids) LIMIT 1
            """,
            aim);
        if (activity is not null)
        {
            throw PlanErrors.AimInUse(aim, activity.Name);
        }
    }
}
