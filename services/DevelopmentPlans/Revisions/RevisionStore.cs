using System.Globalization;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The kept revisions of plans in the database.</summary>
public sealed class RevisionStore(DbSession db, PlanStore plans, BoundPlans bound)
{
    static readonly ListShape Shape = ListShape.Of(V1.PlanRevision.Descriptor, ["hub_id", "plan_id", "revision"]);

    /// <summary>A revision with the plan's content at it.</summary>
    public Task<PlanRevision> GetAsync(string name) => db.SnapshotAsync(async () =>
    {
        var plan = await OwnAsync(name.ParentName());
        if (plan.MovedToHub is not null)
        {
            throw PlanErrors.Moved(name, plan.MovedTo + name[plan.Name.Length..]);
        }

        return long.TryParse(name.Id(), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            && name.Id() == revision.ToString(CultureInfo.InvariantCulture)
            ? await OfAsync(plan, revision)
            : throw ApiError.NotFound(PlanErrors.PlanRevisionType, name);
    });

    /// <summary>Two revisions of a plan, both with its content. 0 stands for the present one.</summary>
    public Task<(PlanRevision From, PlanRevision To)> TwoAsync(string name, long from, long to) =>
        db.SnapshotAsync(async () =>
        {
            var plan = (await OwnAsync(name)).RequireHere();
            return (await OfAsync(plan, from), await OfAsync(plan, to == 0 ? plan.Revision : to));
        });

    /// <summary>A page of the revisions of one plan, of every plan of a hub or of every plan, with what each
    /// changed.</summary>
    public Task<Page<PlanRevision>> ListAsync(string parent, ListRequest list) => db.SnapshotAsync(async () =>
    {
        var (hub, id) = (parent.HubId(), parent.Id());
        var plan = id == "-" ? Guid.Empty : parent.Uuid();
        string[] where =
        [
            "first_of_revision",
            .. hub == "-" ? (string[])[] : ["hub_id = @hub"],
            .. id == "-" ? (string[])[] : ["plan_id = @plan"],
        ];
        var page = await db.PageAsync<PlanRevision>(
            Shape,
            list,
            "SELECT hub_id, plan_id, revision, actor, create_time FROM plan_part_version",
            string.Join(" AND ", where),
            new { hub, plan });
        if (page.Rows.Count == 0 && hub != "-" && id != "-")
        {
            await OwnAsync(parent);
        }

        return page with { Rows = await WithChangesAsync(page.Rows) };
    });

    /// <summary>A plan of the caller's own: what a plan was before it was shared is not shared.</summary>
    async Task<Plan> OwnAsync(string name)
    {
        var plan = await plans.GetAsync(name);
        bound.RequireOwn(plan.Department);
        return plan;
    }

    async Task<PlanRevision> OfAsync(Plan plan, long revision)
    {
        var name = $"{plan.Name}/{PlanRevision.Collection}/{revision}";
        if (revision < 1 || revision > plan.Revision)
        {
            throw ApiError.NotFound(PlanErrors.PlanRevisionType, name);
        }

        var content = await db.QueryAsync<KeptPart>(
            """
            SELECT DISTINCT ON (collection, id) hub_id, plan_id, collection, id, revision, content, actor, create_time
            FROM plan_part_version WHERE hub_id = @HubId AND plan_id = @Id AND revision <= @revision
            ORDER BY collection, id, revision DESC
            """,
            new { plan.HubId, plan.Id, revision });
        var own = content.FirstOrDefault(part => part.Revision == revision)
            ?? throw await NotKeptAsync(plan, name);
        PlanRevision found = new()
        {
            HubId = plan.HubId,
            PlanId = plan.Id,
            Revision = revision,
            Actor = own.Actor,
            CreateTime = own.CreateTime,
            Content = content,
            PlanCreateTime = plan.CreateTime,
        };
        return (await WithChangesAsync([found]))[0];
    }

    async Task<ApiError> NotKeptAsync(Plan plan, string name) => PlanErrors.RevisionNotKept(
        name,
        await db.FindAsync<long>(
            "SELECT coalesce(min(revision), 0) FROM plan_part_version WHERE hub_id = @HubId AND plan_id = @Id",
            new { plan.HubId, plan.Id }));

    async Task<IReadOnlyList<PlanRevision>> WithChangesAsync(IReadOnlyList<PlanRevision> revisions)
    {
        if (revisions.Count == 0)
        {
            return revisions;
        }

        List<(string HubId, Guid PlanId)> owners =
            [.. revisions.Select(revision => (revision.HubId, revision.PlanId)).Distinct()];
        var changed = await db.QueryAsync<KeptPart>(
            """
            SELECT hub_id, plan_id, collection, id, revision, content, before FROM (
                SELECT hub_id, plan_id, collection, id, revision, content,
                    lag(content) OVER (PARTITION BY hub_id, plan_id, collection, id ORDER BY revision) AS before
                FROM plan_part_version
                WHERE (hub_id, plan_id) IN (SELECT * FROM unnest(@hubs, @plans))) AS version
            WHERE revision = ANY(@revisions)
            ORDER BY collection <> 'plans', collection, id
            """,
            new
            {
                hubs = owners.Select(owner => owner.HubId).ToArray(),
                plans = owners.Select(owner => owner.PlanId).ToArray(),
                revisions = revisions.Select(revision => revision.Revision).Distinct().ToArray(),
            });
        var byRevision = changed.ToLookup(part => (part.HubId, part.PlanId, part.Revision));
        return
        [
            .. revisions.Select(revision => revision with
            {
                Changes = RevisionChanges.Of(
                    [.. byRevision[(revision.HubId, revision.PlanId, revision.Revision)]], revision.Revision),
            }),
        ];
    }
}
