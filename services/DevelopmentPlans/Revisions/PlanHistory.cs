using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Keeps what each write of a plan makes of it, in the write's own transaction.</summary>
public sealed class PlanHistory(DbSession db, CallScope call)
{
    const string Insert =
        """
        INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor)
        SELECT @HubId, @Id, part.collection, part.id, @kept_revision, part.place = 1 AND @kept_first,
            part.content::jsonb, @kept_actor
        FROM unnest(@kept_collections, @kept_ids, @kept_contents) WITH ORDINALITY
            AS part (collection, id, content, place)
        """;

    /// <summary>A statement that writes a plan, and keeps in the same round trip what it makes of it.</summary>
    /// <param name="update">The statement: an UPDATE.</param>
    public static string Keeping(string update) => $"WITH kept AS ({Insert})\n{update}";

    /// <summary>The parameters of <see cref="Keeping"/> beside those of the plan.</summary>
    /// <param name="revision">The revision that the write makes.</param>
    /// <param name="changed">What it changes.</param>
    /// <param name="first">Whether nothing of that revision is kept yet.</param>
    public IReadOnlyDictionary<string, object?> Parameters(
        long revision, IReadOnlyList<PartVersion> changed, bool first = true) => new Dictionary<string, object?>
        {
            ["kept_revision"] = revision,
            ["kept_first"] = first,
            ["kept_actor"] = call.Actor,
            ["kept_collections"] = changed.Select(part => part.Collection).ToArray(),
            ["kept_ids"] = changed.Select(part => part.Id).ToArray(),
            ["kept_contents"] = changed.Select(part => part.Content).ToArray(),
        };

    /// <summary>Keeps what is at a plan's present revision, beside what its own statement keeps.</summary>
    public Task KeepAsync(Plan plan, PartVersion part) => db.ExecuteAsync(
        """
        INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor)
        VALUES (@HubId, @PlanId, @Collection, @Id, @Revision, @first, @Content::jsonb, @Actor)
        """,
        new
        {
            plan.HubId,
            PlanId = plan.Id,
            part.Collection,
            part.Id,
            plan.Revision,
            first = part.Collection == PartVersion.Plans,
            part.Content,
            call.Actor,
        });

    /// <summary>Deletes all that is kept of a plan, before the plan itself.</summary>
    public Task DeleteAsync(Plan plan) => db.ExecuteAsync(
        "DELETE FROM plan_part_version WHERE hub_id = @HubId AND plan_id = @Id", new { plan.HubId, plan.Id });

    /// <summary>Takes all that is kept of a plan out of its hub, for <see cref="ArriveAsync"/>.</summary>
    public async Task<IReadOnlyList<KeptPart>> LeaveAsync(Plan plan)
    {
        var kept = await db.QueryAsync<KeptPart>(
            """
            SELECT hub_id, plan_id, collection, id, revision, content, actor, create_time FROM plan_part_version
            WHERE hub_id = @HubId AND plan_id = @Id ORDER BY revision, first_of_revision DESC
            """,
            new { plan.HubId, plan.Id });
        await DeleteAsync(plan);
        return kept;
    }

    /// <summary>Keeps in the hub to which a plan came what its former hub kept of it. The plan, its parts, its
    /// department and its people have the same ids there, and get their names of this hub.</summary>
    public Task ArriveAsync(Plan arrived, string from, IReadOnlyList<KeptPart> kept) => db.ExecuteAsync(
        """
        INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, content, actor,
            create_time)
        SELECT @HubId, @PlanId, collection, id, revision, row_number() OVER (PARTITION BY revision ORDER BY place) = 1,
            replace(replace(replace(content, '"hubs/' || @from || '/plans/', '"hubs/' || @HubId || '/plans/'),
                '"hubs/' || @from || '/participants/', '"hubs/' || @HubId || '/participants/'),
                '"hubs/' || @from || '/departments/' || @department_id || '"', '"' || @Department || '"')::jsonb,
            actor, create_time
        FROM unnest(@collections, @ids, @revisions, @contents, @actors, @times) WITH ORDINALITY
            AS part (collection, id, revision, content, actor, create_time, place)
        """,
        new
        {
            arrived.HubId,
            PlanId = arrived.Id,
            from,
            arrived.Department,
            department_id = arrived.Department.Id(),
            collections = kept.Select(part => part.Collection).ToArray(),
            ids = kept.Select(part => part.Id).ToArray(),
            revisions = kept.Select(part => part.Revision).ToArray(),
            contents = kept.Select(part => part.Content).ToArray(),
            actors = kept.Select(part => part.Actor).ToArray(),
            times = kept.Select(part => part.CreateTime).ToArray(),
        });
}
