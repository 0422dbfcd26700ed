using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The places in Work Groups that go along with a department.</summary>
public sealed class DepartmentPlaces(
    WorkGroupStore groups, EnrolmentStore enrolments, ApplicationStore applications, DepartmentApplications moved,
    DepartmentPeople people, LetterWriter letters, DbSession db)
{
    /// <summary>Locks the Work Groups that the department leaves or waits for and those in which it goes on, hub by hub
    /// in the order of their ids, then its live enrolments.</summary>
    /// <returns>Each enrolment with the Work Group in which it goes on.</returns>
    public async Task<IReadOnlyList<(Enrolment Enrolment, WorkGroup To)>> LockAsync(
        DepartmentMove move, IReadOnlyList<string> workGroups)
    {
        var left = await db.InHubAsync(move.FromHub, () => GroupsAsync(move));
        Dictionary<string, Guid[]> ids = new()
        {
            [move.FromHub] = left,
            [move.ToHub] = [.. workGroups.Select(Reference.ToId)],
        };
        foreach (var (hub, own) in ids.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            await db.InHubAsync(hub, () => groups.LockRowsAsync(hub, own));
        }

        var live = await db.InHubAsync(move.FromHub, () => EnrolmentsAsync(move, left));
        return Assign(move, live, await NamedAsync(workGroups));
    }

    /// <summary>Ends the enrolments and begins those that go on.</summary>
    public async Task<IReadOnlyList<TransferPlace>> MoveAsync(
        DepartmentMove move, IReadOnlyList<(Enrolment Enrolment, WorkGroup To)> held)
    {
        List<TransferPlace> places = [];
        foreach (var (enrolment, to) in held)
        {
            var advocates = enrolment.PresentAdvocates.Select(advocate => advocate.ParticipantId).ToList();
            if ((await people.KnownAsync(move.ToHub, advocates)).Length != advocates.Count)
            {
                throw TransferErrors.AdvocateStays(move.Offer, enrolment.Focus);
            }

            var day = move.Day > enrolment.StateDate ? move.Day : enrolment.StateDate;
            var next = enrolment.Continue(to, day);
            var left = await db.InHubAsync(move.FromHub, () => LeaveAsync(move, enrolment, next));
            await letters.WriteTransferAsync(
                await ArriveAsync(move, enrolment, next, to), left.DisplayName, move.Offer.Reason);
            places.Add(new(enrolment.Focus, enrolment.AcademicYear, enrolment.Name, next.Name));
        }

        return places;
    }

    async Task<WorkGroup> LeaveAsync(DepartmentMove move, Enrolment enrolment, Enrolment next)
    {
        var ended = await enrolments.UpdateAsync(enrolment, enrolment.TransferTo(next, move.Offer.Reason));
        await letters.ReplaceAsync(ended);
        var group = await groups.LockOfEnrolmentAsync(enrolment.Name);
        return await groups.UpdateAsync(group, group.FreePlace());
    }

    async Task<Enrolment> ArriveAsync(DepartmentMove move, Enrolment enrolment, Enrolment next, WorkGroup to)
    {
        var application = await db.InHubAsync(move.FromHub, () => applications.GetAsync(
            $"hubs/{enrolment.HubId}/applications/{enrolment.ApplicationId}"));
        var arrived = await moved.ArriveAsync(move, application);
        await groups.UpdateAsync(to, to.TakePlace());
        var begun = await enrolments.InsertAsync(next);
        await applications.UpdateAsync(arrived, arrived with
        {
            State = V1.Application.Types.State.Accepted,
            WorkGroupId = begun.WorkGroupId,
            EnrolmentId = begun.Id,
        });
        return begun;
    }

    async Task<Guid[]> GroupsAsync(DepartmentMove move) =>
    [
        .. (await enrolments.LiveOfAsync(move.Department)).Select(enrolment => enrolment.WorkGroupId),
        .. (await applications.OpenOfAsync(move.Department))
            .Where(application => application.WaitlistPosition > 0)
            .Select(application => application.WorkGroupId!.Value),
    ];

    /// <summary>Locks the enrolments. One may have gone to a Work Group that is not locked in the meantime.</summary>
    async Task<IReadOnlyList<Enrolment>> EnrolmentsAsync(DepartmentMove move, Guid[] locked)
    {
        List<Enrolment> live = [];
        foreach (var enrolment in await enrolments.LiveOfAsync(move.Department))
        {
            live.Add(locked.Contains(enrolment.WorkGroupId)
                ? await enrolments.LockAsync(enrolment.Name)
                : throw ApiError.Conflict(DepartmentTransfer.Type, move.Offer.Name));
        }

        return live;
    }

    async Task<List<WorkGroup>> NamedAsync(IReadOnlyList<string> names)
    {
        List<WorkGroup> named = [];
        foreach (var name in names)
        {
            named.Add(await groups.ReferredAsync("work_groups", name));
        }

        return named;
    }

    static List<(Enrolment, WorkGroup)> Assign(
        DepartmentMove move, IReadOnlyList<Enrolment> live, List<WorkGroup> named)
    {
        var unused = named.Find(group => live.All(enrolment => enrolment.Focus != group.Focus));
        return unused is null
            ? [.. live.Select(enrolment => (enrolment, named.Find(group => group.Focus == enrolment.Focus)
                ?? throw TransferErrors.NoGroup(move.Offer, enrolment)))]
            : throw TransferErrors.NoPlace(unused);
    }
}
