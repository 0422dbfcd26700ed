using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>Plans in the database.</summary>
public sealed class PlanStore(DbSession db, PlanHistory history, BoundPlans bound)
{
    const string Columns =
        """
        hub_id, id, enrolment, department, focus, academic_year, title, vision, state, state_reason, agree_time,
        school_display_name, last_review_date, undelivered_reason, moved_to_hub, catalogue_revision, evidence_prompts,
        rule_set_version, continues_id, revision, create_time, update_time
        """;

    const string Superseded = "The department had begun another plan in this hub before this one came.";

    const string Unreviewed =
        """
        state = 'AGREED' AND (agree_time AT TIME ZONE 'Europe/London')::date < @unreviewedSince
            AND (last_review_date IS NULL OR last_review_date < @unreviewedSince)
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Plan.Descriptor, ["hub_id", "id"]);

    public async Task<Plan> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Plan>(
            $"SELECT {Columns} FROM plan WHERE hub_id = @hub AND id = ANY(@ids)", name.HubId(), name.Uuid(),
            row => row.Id)
            ?? throw bound.Missing(Plan.Type, name)).RequireEtag(etag);

    /// <summary>Locks a plan until the end of the transaction, so that writes of the plan and its parts run one after
    /// another. One that went to another hub is refused, and one that another school shares.</summary>
    public async Task<Plan> LockAsync(string name, string etag = "") =>
        (await LockOwnAsync(name) ?? throw await OfOthersAsync(name)).RequireEtag(etag).RequireHere();

    /// <summary>Locks a plan wherever it is; null if there is none.</summary>
    public Task<Plan?> LockOwnAsync(string name) => db.LockAsync<Plan>(
        $"SELECT {Columns} FROM plan WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
        new { hub = name.HubId(), id = name.Uuid() });

    /// <summary>The plans that these enrolments share with their Work Group.</summary>
    public Task<IReadOnlyList<Plan>> SharedAsync(string hub, string[] enrolments) => db.QueryAsync<Plan>($"""
        SELECT {Columns} FROM plan
        WHERE hub_id = @hub AND enrolment = ANY(@enrolments) AND state IN ('SHARED', 'AGREED')
        ORDER BY id
        """, new { hub, enrolments });

    async Task<ApiError> OfOthersAsync(string name)
    {
        if (db.IsBound)
        {
            await GetAsync(name);
            return ApiError.Bound();
        }

        return ApiError.NotFound(Plan.Type, name);
    }

    /// <summary>The plans of a department that have not gone to another hub.</summary>
    public Task<IReadOnlyList<Plan>> OfDepartmentAsync(string department) => db.QueryAsync<Plan>($"""
        SELECT {Columns} FROM plan WHERE hub_id = @hub AND department = @department AND state <> 'MOVED' ORDER BY id
        """, new { hub = department.HubId(), department });

    /// <summary>The error for a part of a plan that went to another hub; null for another.</summary>
    public async Task<ApiError?> MovedAsync(string part) =>
        await db.FindAsync<Plan>(
            $"SELECT {Columns} FROM plan WHERE hub_id = @hub AND id = @id AND state = 'MOVED'",
            new { hub = part.HubId(), id = part.ParentName().Uuid() }) is { } plan
            ? PlanErrors.Moved(part, plan.MovedTo + part[plan.Name.Length..])
            : null;

    /// <param name="parent">A hub, or <c>hubs/-</c>.</param>
    /// <param name="list">The page.</param>
    /// <param name="unreviewedSince">Only agreed plans that have had neither a review nor their agreement since this
    /// day; null for all plans.</param>
    public Task<Page<Plan>> ListAsync(string parent, ListRequest list, DateOnly? unreviewedSince = null)
    {
        string[] where =
        [
            .. parent.HubId() == "-" ? (string[])[] : ["hub_id = @hub"],
            .. unreviewedSince is null ? (string[])[] : [Unreviewed],
        ];
        return db.PageAsync<Plan>(
            Shape,
            list,
            $"SELECT {Columns} FROM plan",
            string.Join(" AND ", where),
            new { hub = parent.HubId(), unreviewedSince });
    }

    /// <summary>Inserts a plan, unless its enrolment, or one that it continues, has a plan that is not closed: the
    /// error then names that one.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="former">The enrolments that the plan's enrolment continues.</param>
    public async Task<Plan> InsertAsync(Plan plan, string[] former)
    {
        if (former.Length > 0 && await db.FindAsync<Plan>($"""
            SELECT {Columns} FROM plan WHERE hub_id = @HubId AND enrolment = ANY(@former)
                AND state NOT IN ('CLOSED', 'MOVED') LIMIT 1
            """, new { plan.HubId, former }) is { } first)
        {
            throw PlanErrors.HasPlan(first);
        }

        return await InsertAsync(plan);
    }

    async Task<Plan> InsertAsync(Plan plan)
    {
        var inserted = await db.TryInsertAsync(
            plan,
            $"""
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, vision, state,
                catalogue_revision, evidence_prompts, continues_id)
            VALUES (@HubId, @Id, @Enrolment, @Department, @Focus, @AcademicYear, @Title, @Vision, @State,
                @CatalogueRevision, @EvidencePrompts, @ContinuesId)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """) ?? throw PlanErrors.HasPlan(await FindOpenAsync(plan) ?? plan);
        await history.KeepAsync(inserted, PartVersion.Of(inserted));
        return inserted;
    }

    public Task<Plan> UpdateAsync(Plan before, Plan after, ChangeKind kind = ChangeKind.Updated) => db.UpdateAsync(
        before,
        after,
        PlanHistory.Keeping($"""
        UPDATE plan
        SET enrolment = @Enrolment, title = @Title, vision = @Vision, state = @State, state_reason = @StateReason,
            undelivered_reason = @UndeliveredReason, agree_time = @AgreeTime,
            school_display_name = @SchoolDisplayName, last_review_date = @LastReviewDate,
            moved_to_hub = @MovedToHub, catalogue_revision = @CatalogueRevision, evidence_prompts = @EvidencePrompts,
            rule_set_version = @RuleSetVersion, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision
        RETURNING {Columns}
        """),
        kind,
        history.Parameters(after.Revision + 1, [PartVersion.Of(after)]));

    /// <summary>Writes a plan that comes from another hub, to which it may have gone from here before. One whose
    /// enrolment has got another plan in the meantime is closed. Arriving is a revision of its own, later than all that
    /// there are of it in both hubs.</summary>
    public async Task<Plan> ArriveAsync(Plan arriving)
    {
        var plan = arriving.State != PlanState.Closed && await FindOpenAsync(arriving) is not null
            ? arriving.Close(Superseded)
            : arriving;
        if (await LockOwnAsync(plan.Name) is { } former)
        {
            await db.ExecuteAsync(
                "UPDATE plan SET revision = greatest(revision, @Revision) WHERE hub_id = @HubId AND id = @Id", plan);
            var revision = Math.Max(former.Revision, plan.Revision);
            return await UpdateAsync(
                former with { Revision = revision }, plan with { Revision = revision }, ChangeKind.Moved);
        }

        var arrived = await db.InsertAsync(plan.Touch(), $"""
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, vision, state,
                state_reason, undelivered_reason, agree_time, school_display_name, last_review_date,
                catalogue_revision, evidence_prompts, rule_set_version, continues_id, revision)
            VALUES (@HubId, @Id, @Enrolment, @Department, @Focus, @AcademicYear, @Title, @Vision, @State,
                @StateReason, @UndeliveredReason, @AgreeTime, @SchoolDisplayName, @LastReviewDate,
                @CatalogueRevision, @EvidencePrompts, @RuleSetVersion, @ContinuesId, @Revision)
            ON CONFLICT DO NOTHING
            RETURNING {Columns}
            """);
        await history.KeepAsync(arrived, PartVersion.Of(arrived));
        return arrived;
    }

    /// <summary>Raises the revision of a plan after one of its parts changed, and keeps what became of the
    /// part.</summary>
    /// <param name="plan">The plan as it was read.</param>
    /// <param name="part">What became of the part.</param>
    /// <param name="lastReviewDate">The day of its latest review, where that changes too.</param>
    public Task<Plan> TouchAsync(Plan plan, PartVersion part, DateOnly? lastReviewDate = null)
    {
        var after = plan.Touch() with { LastReviewDate = lastReviewDate ?? plan.LastReviewDate };
        return db.UpdateAsync(
            plan,
            after,
            PlanHistory.Keeping($"""
            UPDATE plan SET revision = @Revision, last_review_date = @LastReviewDate, update_time = now()
            WHERE hub_id = @HubId AND id = @Id AND revision = @Revision - 1
            RETURNING {Columns}
            """),
            others: history.Parameters(
                after.Revision, lastReviewDate is null ? [part] : [part, PartVersion.Of(after)]));
    }

    /// <summary>The plans of the story that a plan is part of, in the order of their years.</summary>
    public Task<IReadOnlyList<Plan>> LineAsync(Plan plan) => db.QueryAsync<Plan>(
        $"""
        WITH RECURSIVE earlier AS (
            SELECT hub_id, id, continues_id FROM plan WHERE hub_id = @HubId AND id = @Id
            UNION
            SELECT p.hub_id, p.id, p.continues_id
            FROM plan p JOIN earlier e ON p.hub_id = e.hub_id AND p.id = e.continues_id
        ), line AS (
            SELECT hub_id, id FROM earlier
            UNION
            SELECT p.hub_id, p.id FROM plan p JOIN line l ON p.hub_id = l.hub_id AND p.continues_id = l.id
        )
        SELECT {Columns} FROM plan WHERE (hub_id, id) IN (SELECT hub_id, id FROM line) ORDER BY academic_year, id
        """,
        new { plan.HubId, plan.Id });

    public async Task DeleteAsync(Plan plan)
    {
        if (await db.FindAsync<Plan>(
            $"SELECT {Columns} FROM plan WHERE hub_id = @HubId AND continues_id = @Id LIMIT 1",
            new { plan.HubId, plan.Id }) is { } next)
        {
            throw PlanErrors.GoesOn(plan, next);
        }

        await history.DeleteAsync(plan);
        await db.DeleteAsync(
            plan, "DELETE FROM plan WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
    }

    Task<Plan?> FindOpenAsync(Plan plan) => db.FindAsync<Plan>(
        $"SELECT {Columns} FROM plan WHERE hub_id = @HubId AND enrolment = @Enrolment "
            + "AND state NOT IN ('CLOSED', 'MOVED')", plan);
}
