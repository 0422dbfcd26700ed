using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>One kind of plan parts in the database: evidence, aims, activities, reviews or feedback. The caller locks
/// the plan before it writes, and each write raises the plan's revision and keeps what the part is at it.</summary>
public sealed class PlanParts<T>(
    DbSession db, PlanStore plans, PlanHistory history, PlanPartTable<T> table, BoundPlans bound)
    where T : class, IResource
{
    public async Task<T> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<T>(
            table.SelectOne,
            new { HubId = name.HubId(), PlanId = name.ParentName().Uuid(), Id = name.Uuid() })
            ?? throw await plans.MovedAsync(name) ?? bound.Missing(ResourceTypes.Naming(name), name))
            .RequireEtag(etag);

    /// <summary>All parts of a plan, in the order in which they were created.</summary>
    public Task<IReadOnlyList<T>> AllAsync(Plan plan) => db.QueryAsync<T>(table.SelectOfPlan, plan);

    /// <summary>The parts of some plans of one hub, by their plans' ids.</summary>
    public async Task<ILookup<Guid, T>> OfPlansAsync(string hub, IEnumerable<Guid> plans) =>
        (await db.QueryAsync<T>(table.SelectOfPlans, new { hub, plans = plans.ToArray() }))
            .ToLookup(part => part.Name.ParentName().Uuid());

    /// <summary>A page of the parts of one plan, of every plan of a hub or of every plan, as the parent says.</summary>
    public async Task<Page<T>> ListAsync(string parent, ListRequest list)
    {
        var (hub, id) = (parent.HubId(), parent.Id());
        var where = (hub, id) switch
        {
            ("-", "-") => "",
            ("-", _) => "plan_id = @plan",
            (_, "-") => "hub_id = @hub",
            _ => "hub_id = @hub AND plan_id = @plan",
        };
        var plan = id == "-" ? Guid.Empty : parent.Uuid();
        var page = await db.PageAsync<T>(table.Shape, list, table.Select, where, new { hub, plan });
        if (hub == "-" || id == "-")
        {
            bound.RequireWhole();
        }
        else if (page.Rows.Count == 0)
        {
            await plans.GetAsync(parent);
        }

        return page;
    }

    /// <param name="plan">The plan, locked.</param>
    /// <param name="part">The new part.</param>
    /// <param name="lastReviewDate">See <see cref="PlanStore.TouchAsync"/>.</param>
    public async Task<T> InsertAsync(Plan plan, T part, DateOnly? lastReviewDate = null)
    {
        var inserted = await db.InsertAsync(part, table.Insert);
        await plans.TouchAsync(plan, PartVersion.Of(inserted), lastReviewDate);
        return inserted;
    }

    /// <summary>Inserts a part with its whole plan, which comes from another hub or is made from another plan: the
    /// plan's revision stays.</summary>
    public async Task<T> CopyAsync(Plan plan, T part)
    {
        var inserted = await db.InsertAsync(part, table.Insert);
        await history.KeepAsync(plan, PartVersion.Of(inserted));
        return inserted;
    }

    public async Task<T> UpdateAsync(Plan plan, T before, T after)
    {
        var updated = await db.UpdateAsync(before, after, table.Update);
        if (updated.Etag != before.Etag)
        {
            await plans.TouchAsync(plan, PartVersion.Of(updated));
        }

        return updated;
    }

    public async Task DeleteAsync(Plan plan, T part)
    {
        await RemoveAsync(part);
        await plans.TouchAsync(plan, PartVersion.Deleted(part));
    }

    /// <summary>Deletes a part of a plan that is deleted too, so that the plan's revision stays.</summary>
    public Task RemoveAsync(T part) => db.DeleteAsync(part, table.Delete);
}
