using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>The people who go along with a department. Who also works for the former hub keeps a record there, because
/// that hub goes on working with them; the other hub gets a record of its own, under the same id.</summary>
public sealed class DepartmentPeople(ParticipantStore participants, DbSession db)
{
    /// <summary>Locks and reads them, in their former hub.</summary>
    public async Task<IReadOnlyList<Participant>> LockAsync(DepartmentMove move)
    {
        await db.LockAllAsync<int>("""
            SELECT 1 FROM participant p WHERE p.hub_id = @HubId AND p.state IN ('ACTIVE', 'LEFT') AND p.id IN (
                SELECT participant_id FROM participant_post WHERE hub_id = @HubId AND department_id = @Id)
            ORDER BY p.id FOR NO KEY UPDATE
            """, move.Department);
        return await participants.OfAsync(move.Department);
    }

    /// <summary>Moves them, from the receiving hub.</summary>
    public async Task MoveAsync(DepartmentMove move, IReadOnlyList<Participant> people)
    {
        var staying = await db.InHubAsync(move.FromHub, () => StayingAsync(move, people));
        foreach (var person in people)
        {
            await db.InHubAsync(move.FromHub, () => participants.UpdateAsync(
                person, staying.Contains(person.Id) ? Remain(person, move) : Depart(person, move), ChangeKind.Moved));
            await ArriveAsync(person, move);
        }
    }

    /// <summary>Those of some people whom a hub has.</summary>
    public async Task<Guid[]> KnownAsync(string hub, IReadOnlyList<Guid> ids)
    {
        var known = ids.Count == 0 ? [] : await db.InHubAsync(hub, () => db.QueryAsync<Guid>("""
            SELECT id FROM participant WHERE hub_id = @hub AND id = ANY(@ids) AND state <> 'MOVED'
            """, new { hub, ids = ids.ToArray() }));
        return [.. ids.Where(known.Contains)];
    }

    /// <summary>Those who go on working for the former hub: in another department, as the lead of a Work Group that is
    /// not over, or as an Advocate of another department.</summary>
    async Task<HashSet<Guid>> StayingAsync(DepartmentMove move, IReadOnlyList<Participant> people)
    {
        var tied = await db.QueryAsync<Guid>("""
            SELECT l.participant_id FROM work_group_lead l
            JOIN work_group g ON g.hub_id = l.hub_id AND g.id = l.work_group_id
            WHERE l.hub_id = @hub AND l.participant_id = ANY(@ids) AND g.state IN ('PLANNED', 'RECRUITING', 'RUNNING')
            UNION SELECT v.participant_id FROM application_advocate v
            JOIN application a ON a.hub_id = v.hub_id AND a.id = v.application_id
            WHERE v.hub_id = @hub AND v.participant_id = ANY(@ids) AND a.department_id <> @department
                AND a.state IN ('DRAFT', 'SUBMITTED', 'WAITLISTED')
            UNION SELECT v.participant_id FROM enrolment_advocate v
            JOIN enrolment e ON e.hub_id = v.hub_id AND e.work_group_id = v.work_group_id AND e.id = v.enrolment_id
            WHERE v.hub_id = @hub AND v.participant_id = ANY(@ids) AND e.department_id <> @department
                AND v.end_date IS NULL AND e.state IN ('ACTIVE', 'DEFERRED')
            """, new
        {
            hub = move.FromHub,
            department = move.Department.Id,
            ids = people.Select(person => person.Id).ToArray(),
        });
        return
        [
            .. tied,
            .. people.Where(person => person.IsActive && person.Posts.Any(post =>
                post.DepartmentId != move.Department.Id && post.IsOpenAfter(move.Day.AddDays(-1))))
                .Select(person => person.Id),
        ];
    }

    async Task ArriveAsync(Participant person, DepartmentMove move)
    {
        var posts = person.Posts.Where(post => post.DepartmentId == move.Department.Id).ToList();
        var arriving = person with { HubId = move.ToHub, Posts = posts };
        if (await participants.FindAsync(move.ToHub, person.Id) is not { } known)
        {
            await participants.InsertAsync(await WithOwnTrnAsync(arriving));
            return;
        }

        if (known.State == State.Erased)
        {
            // They asked this hub to be erased, so it gets no record of them again.
            return;
        }

        var merged = known.State == State.Moved ? arriving with { Revision = known.Revision } : known;
        await participants.UpdateAsync(known, await WithOwnTrnAsync(merged with
        {
            State = person.IsActive ? State.Active : known.State == State.Moved ? person.State : known.State,
            LeftDate = person.IsActive ? null : merged.LeftDate,
            Posts = [.. known.Posts.Where(post => post.DepartmentId != move.Department.Id), .. posts],
        }), ChangeKind.Moved);
    }

    /// <summary>Without the TRN where the hub has it already: it knows the person by another record, into which it can
    /// merge this one.</summary>
    async Task<Participant> WithOwnTrnAsync(Participant person) =>
        await participants.TrnHolderAsync(person) == default ? person : person with { Trn = null };

    /// <summary>The record of a person who stays too: without a post in the department from that day on.</summary>
    static Participant Remain(Participant person, DepartmentMove move) => person with
    {
        Posts =
        [
            .. person.Posts.Where(post => post.DepartmentId != move.Department.Id || !(post.StartDate >= move.Day))
                .Select(post => post.DepartmentId == move.Department.Id ? post.EndBy(move.Day.AddDays(-1)) : post),
        ],
    };

    /// <summary>The record of a person who is gone: names and past posts, for the hub's own history, and no
    /// more.</summary>
    static Participant Depart(Participant person, DepartmentMove move) => Remain(person, move) with
    {
        State = State.Moved,
        MovedToHub = move.ToHub,
        LeftDate = null,
        Email = "",
        Phone = "",
        Trn = null,
        TeachingSince = null,
        SpecialistCohort = null,
        SpecialistPhase = null,
        SpecialistStatus = null,
        PreviousNames = [],
        ExternalIds = [],
    };
}
