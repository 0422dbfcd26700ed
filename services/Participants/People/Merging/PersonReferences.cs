using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What names a participant: headships, leads, Advocates, letters, attendance and data requests. A merge moves
/// them from one record to another by the resources' own writes, so that each has its revision and its entry in the
/// change log.</summary>
public sealed class PersonReferences(
    DbSession db,
    DepartmentStore departments,
    PastParticipationStore participations,
    WorkGroupStore groups,
    ApplicationStore applications,
    EnrolmentStore enrolments,
    LetterStore letters,
    SessionStore sessions,
    DataRequestStore requests)
{
    /// <summary>The people of hubs with what names them, in the order in which it is locked.</summary>
    const string All = """
        SELECT hub_id, head_id AS person, 1 AS kind, 'hubs/' || hub_id || '/departments/' || id AS name FROM department
        UNION ALL SELECT hub_id, participant_id, 2,
            'hubs/' || hub_id || '/departments/' || department_id || '/participations/' || participation_id
        FROM past_participation_lead
        UNION ALL SELECT hub_id, participant_id, 3, 'hubs/' || hub_id || '/workGroups/' || work_group_id
        FROM work_group_lead
        UNION ALL SELECT hub_id, participant_id, 4, 'hubs/' || hub_id || '/applications/' || application_id
        FROM application_advocate
        UNION ALL SELECT hub_id, participant_id, 5,
            'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || enrolment_id
        FROM enrolment_advocate
        UNION ALL SELECT hub_id, recipient_id, 6, 'hubs/' || hub_id || '/letters/' || id FROM letter
        UNION ALL SELECT hub_id, participant_id, 7,
            'hubs/' || hub_id || '/workGroups/' || work_group_id || '/sessions/' || session_id
        FROM session_attendance
        UNION ALL SELECT hub_id, participant_id, 8, 'hubs/' || hub_id || '/dataRequests/' || id FROM data_request
        """;

    /// <summary>The resources that name a participant, in the order in which they are locked.</summary>
    public async Task<string[]> NamesAsync(Participant participant) => [.. (await db.QueryAsync<Named>($"""
        SELECT DISTINCT kind, name FROM ({All}) AS named WHERE hub_id = @HubId AND person = @Id ORDER BY kind, name
        """, participant)).Select(named => named.Name)];

    /// <summary>Those of some people whom something names.</summary>
    public async Task<IReadOnlySet<Guid>> NamedAsync(string hub, Guid[] people) => (await db.QueryAsync<Guid>($"""
        SELECT DISTINCT person FROM ({All}) AS named WHERE hub_id = @hub AND person = ANY(@people)
        """, new { hub, people })).ToHashSet();

    /// <summary>Makes the resources name <paramref name="to"/> where they name <paramref name="from"/>; one that is
    /// gone, or names neither any more, stays as it is.</summary>
    public async Task ReplaceAsync(IReadOnlyList<string> resources, Participant from, Participant to)
    {
        foreach (var name in resources)
        {
            try
            {
                await ReplaceAsync(name, from.Id, to.Id);
            }
            catch (ApiError error) when (error.Reason == ErrorReason.ResourceNotFound)
            {
                // Deleted since the merge that is undone.
            }
        }
    }

    Task ReplaceAsync(string name, Guid from, Guid to) => name.Split('/')[^2] switch
    {
        "departments" => HeadAsync(name, from, to),
        "participations" => PastAsync(name, from, to),
        "workGroups" => GroupAsync(name, from, to),
        "applications" => ApplicationAsync(name, from, to),
        "letters" => LetterAsync(name, from, to),
        "sessions" => SessionAsync(name, from, to),
        "dataRequests" => RequestAsync(name, from, to),
        _ => EnrolmentAsync(name, from, to),
    };

    async Task HeadAsync(string name, Guid from, Guid to)
    {
        var department = await departments.LockAsync(name);
        if (department.HeadId == from)
        {
            await departments.UpdateAsync(department, department with { HeadId = to });
        }
    }

    async Task PastAsync(string name, Guid from, Guid to)
    {
        var past = await participations.LockAsync(name);
        await participations.UpdateAsync(past, past with { Leads = [.. Replaced(name, past.Leads, from, to)] });
    }

    async Task GroupAsync(string name, Guid from, Guid to)
    {
        var group = await groups.LockAsync(name);
        await groups.UpdateAsync(group, group with
        {
            WorkGroupLeads = [.. Replaced(name, group.WorkGroupLeads, from, to)],
        });
    }

    async Task ApplicationAsync(string name, Guid from, Guid to)
    {
        var application = await applications.LockAsync(name);
        var ids = Replaced(name, application.AdvocateIds, from, to);
        await applications.UpdateAsync(application, application with
        {
            Advocates = Advocate.With(application.Advocates, ids),
        });
    }

    async Task EnrolmentAsync(string name, Guid from, Guid to)
    {
        await groups.LockOfEnrolmentAsync(name);
        var enrolment = await enrolments.LockAsync(name);
        IReadOnlyList<Guid> named = [.. enrolment.Advocates.Select(advocate => advocate.ParticipantId)];
        var ids = Replaced(name, named, from, to);
        await enrolments.UpdateAsync(enrolment, enrolment with
        {
            Advocates = [.. enrolment.Advocates.Zip(ids, (advocate, id) => advocate with { ParticipantId = id })],
        });
    }

    async Task LetterAsync(string name, Guid from, Guid to)
    {
        var letter = await letters.LockAsync(name);
        if (letter.RecipientId == from)
        {
            await letters.UpdateAsync(letter, letter with { RecipientId = to });
        }
    }

    async Task RequestAsync(string name, Guid from, Guid to)
    {
        var request = await requests.LockAsync(name);
        if (request.ParticipantId == from)
        {
            await requests.UpdateAsync(request, request with { ParticipantId = to });
        }
    }

    /// <summary>A session at which both are recorded keeps both: what was recorded of each can be told apart when the
    /// merge is undone, and the old name answers with the record that stays.</summary>
    async Task SessionAsync(string name, Guid from, Guid to)
    {
        var session = await sessions.LockAsync(name);
        if (session.Attendances.All(attendance => attendance.ParticipantId != to))
        {
            await sessions.UpdateAsync(session, session with
            {
                Attendances =
                [
                    .. session.Attendances.Select(attendance => attendance.ParticipantId == from
                        ? attendance with { ParticipantId = to }
                        : attendance).OrderBy(attendance => attendance.ParticipantId),
                ],
            });
        }
    }

    /// <summary>The people with one for another.</summary>
    /// <exception cref="ApiError">Both are named, side by side.</exception>
    static List<Guid> Replaced(string name, IReadOnlyList<Guid> people, Guid from, Guid to) =>
        people.Contains(from) && people.Contains(to)
            ? throw ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", name,
                "Both records are named there side by side, as two people: take one of them out first.")
            : [.. people.Select(id => id == from ? to : id)];

    sealed record Named
    {
        public string Name { get; init; } = "";
    }
}
