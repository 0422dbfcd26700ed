using Mastery.ServiceDefaults;
using Direction = Mastery.Participants.V1.DepartmentTransfer.Types.Direction;

namespace Mastery.Participants;

/// <summary>Offers departments to other hubs, and moves them. A move is one transaction over both hubs.</summary>
public sealed class DepartmentTransfers(
    DepartmentTransferStore transfers, DepartmentStore departments, DepartmentOwners owners, HubStore hubs,
    PastParticipationStore participations, DepartmentPeople people, DepartmentPlaces places,
    DepartmentApplications applications, ParticipantStore participants, DbSession db, TimeProvider clock)
{
    DateOnly Today => EnglandTime.Today(clock);

    public Task<DepartmentTransfer> GetAsync(string name) => transfers.GetAsync(name);

    public Task<Page<DepartmentTransfer>> ListAsync(string parent, ListRequest list) =>
        transfers.ListAsync(parent, list);

    public async Task<DepartmentTransfer> OfferAsync(V1.DepartmentTransfer offer)
    {
        await RequireHubAsync(offer.ToHub);
        var department = await departments.LockAsync(offer.Department);
        return await transfers.InsertAsync(DepartmentTransfer.New(department, offer, Today));
    }

    public async Task<DepartmentTransfer> DeclineAsync(V1.DeclineDepartmentTransferRequest request)
    {
        var offer = await transfers.LockAsync(request.Name, request.Etag);
        return await transfers.UpdateAsync(offer, offer.Decline(request.Reason, Today));
    }

    public async Task<DepartmentTransfer> CancelAsync(V1.CancelDepartmentTransferRequest request)
    {
        var offer = await transfers.LockAsync(request.Name, request.Etag);
        return await transfers.UpdateAsync(offer, offer.Cancel(request.Reason, Today));
    }

    /// <summary>Moves the department and what it has. Locks are taken as everywhere: school, department, people, Work
    /// Groups, applications, enrolments; the offer itself comes first.</summary>
    public async Task<DepartmentTransfer> AcceptAsync(V1.AcceptDepartmentTransferRequest request)
    {
        var seen = await transfers.GetAsync(request.Name);
        foreach (var hub in new[] { seen.FromHub, seen.ToHub }.Order(StringComparer.Ordinal))
        {
            await participants.KeepErasuresOutAsync(hub);
        }

        var offer = (await transfers.LockAsync(request.Name, request.Etag)).RequireOpenFor(Direction.Incoming);
        var department = await LockDepartmentAsync(offer);
        var move = new DepartmentMove(offer, department, offer.EffectiveDate ?? Today);
        var persons = await InFormerHubAsync(move, () => people.LockAsync(move));
        var held = await places.LockAsync(move, request.WorkGroups);
        var open = await InFormerHubAsync(move, () => applications.LockAsync(move));

        var arrived = await InFormerHubAsync(move, () => departments.MoveAsync(department, offer.ToHub));
        open = await applications.WithdrawLocalAsync(move, open);
        await people.MoveAsync(move, persons);
        // Before anything writes a letter: it goes to the head.
        await NameHeadAsync(department, arrived);
        await MoveParticipationsAsync(move);
        await applications.MoveAsync(move, open);
        var moved = await places.MoveAsync(move, held);
        return await transfers.UpdateAsync(offer, offer.Accept(moved, Today));
    }

    /// <summary>Locks the school's line, then the department, which must still be of the school that was
    /// seen.</summary>
    async Task<Department> LockDepartmentAsync(DepartmentTransfer offer)
    {
        var seen = await db.InHubAsync(offer.FromHub, () => departments.GetAsync(offer.DepartmentName));
        await owners.RequireArrivalAsync(seen.RequireActive().ArriveIn(offer.ToHub));
        var locked = await db.InHubAsync(offer.FromHub, () => departments.LockWholeAsync(offer.DepartmentName));
        return locked.RequireSchool(seen.School);
    }

    async Task MoveParticipationsAsync(DepartmentMove move)
    {
        var all = await InFormerHubAsync(move, () => participations.LockAllAsync(move.Department));
        foreach (var past in all)
        {
            var leads = await people.KnownAsync(move.ToHub, past.Leads);
            await db.InHubAsync(move.FromHub, () => participations.MoveAsync(past, move.ToHub, leads));
        }
    }

    async Task NameHeadAsync(Department before, Department arrived)
    {
        if (before.HeadId is { } head && (await people.KnownAsync(arrived.HubId, [head])).Length > 0)
        {
            await departments.UpdateAsync(arrived, arrived with { HeadId = head });
        }
    }

    Task<T> InFormerHubAsync<T>(DepartmentMove move, Func<Task<T>> work) => db.InHubAsync(move.FromHub, work);

    async Task RequireHubAsync(string hub)
    {
        if (!await hubs.ExistsAsync(hub))
        {
            throw Refusals.Reference("department_transfer.to_hub", hub, "is no hub");
        }
    }
}

/// <summary>A department on its way to another hub.</summary>
/// <param name="Offer">The offer, as the receiving hub has it.</param>
/// <param name="Department">The department, locked.</param>
/// <param name="Day">The first day with the receiving hub.</param>
public sealed record DepartmentMove(DepartmentTransfer Offer, Department Department, DateOnly Day)
{
    public string FromHub => Offer.FromHub;

    public string ToHub => Offer.ToHub;
}
