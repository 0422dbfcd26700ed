using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Erases what this service holds of a person: the records, what stands beside them, the names in texts, and
/// the log of all that. It is one transaction.</summary>
public sealed class PersonEraser(DbSession db, ParticipantStore participants, DepartmentStore departments,
    SubjectStore subjects, PersonTexts texts, RosterCopies rosters, ErasedKeys keys, PersonData log,
    ErasureStore erasures, TimeProvider clock) : IPersonEraser
{
    /// <summary>Erases a person whose records the caller has locked.</summary>
    /// <param name="person">The record that stands for the person.</param>
    /// <param name="names">Every name that they have or had.</param>
    /// <param name="reason">Why.</param>
    /// <param name="pending">The services that are to be asked for their part.</param>
    public async Task<PersonErasure> EraseAsync(
        Participant person, string[] names, string reason, params string[] pending)
    {
        Guid[] ids = [.. names.Select(Reference.ToId)];
        var records = await participants.OwnAsync(person.HubId, ids);
        var called = await NamesAsync(person.HubId, names);
        await keys.KeepAsync(person.HubId, person.Id, ids);
        var gone = await rosters.EraseAsync(person.HubId, ids, called.Pattern);
        var asked = await subjects.EnquiriesAsync(person.HubId, names);
        var mentions = await texts.MentionsAsync(person.HubId, called, [.. names, .. gone]);
        PersonErasure erasure = new()
        {
            HubId = person.HubId,
            ParticipantId = person.Id,
            Reason = reason,
            Names = names,
            PendingServices = pending,
            Answer = await LeftAsync(person, names, gone, asked, mentions),
        };

        foreach (var record in records)
        {
            await EmptyAsync(record);
        }

        await db.ExecuteAsync(
            "DELETE FROM participant_merge WHERE hub_id = @HubId AND duplicate_id = ANY(@ids)",
            new { person.HubId, ids });
        await erasures.InsertAsync(erasure);
        var written = await RewriteAsync(person.HubId, ids, called, asked, mentions);
        await EraseLogAsync([.. names, .. gone, .. written], reason);
        return erasure;
    }

    public async Task RepeatAsync(Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (erasure.Subject.Split('/') is not ["hubs", var hub, "participants", var id] || !Guid.TryParse(id, out _)
            || await participants.FindAsync(hub, Reference.ToId(erasure.Subject)) is not { IsErased: false } person)
        {
            return;
        }

        await participants.BeginErasureAsync(hub);
        var names = await participants.NamesAsync(person.Name);
        await participants.LockAllAsync(hub, [.. names.Select(Reference.ToId)]);
        await EraseAsync(await participants.GetAsync(person.Name), names, erasure.Reason);
    }

    /// <summary>How texts may speak of a person.</summary>
    internal async Task<PersonNames> NamesAsync(string hub, string[] names)
    {
        var own = names.Select(Reference.ToId).ToHashSet();
        return new(await subjects.CalledAsync(hub, names),
            (await subjects.PeopleAsync(hub)).Where(one => !own.Contains(one.Id)));
    }

    async Task EmptyAsync(Participant record)
    {
        var empty = record.Erase();
        await departments.ReleaseHeadAsync(record, empty, EnglandTime.Today(clock));
        await participants.UpdateAsync(record, empty);
    }

    /// <summary>Takes the names out of what is written to the person or mentions them.</summary>
    async Task<IReadOnlyList<string>> RewriteAsync(string hub, Guid[] ids, PersonNames called,
        IReadOnlyList<SubjectEnquiry> asked, IReadOnlyList<string> mentions)
    {
        List<string> own = [.. asked.Where(enquiry => enquiry.Certain).Select(enquiry => enquiry.Name)];
        HashSet<string> theirs =
        [
            .. own, .. await texts.LettersAsync(hub, ids, own), .. await texts.DataRequestsAsync(hub, ids),
        ];
        List<string> all = [.. theirs.Union(mentions.Where(PersonTexts.Handles)).Order(StringComparer.Ordinal)];
        foreach (var name in all)
        {
            await texts.EraseAsync(name, called, theirs);
        }

        return all;
    }

    async Task EraseLogAsync(IEnumerable<string> logged, string reason)
    {
        foreach (var name in logged.Distinct())
        {
            await db.ErasePersonalAsync(name, reason);
        }
    }

    /// <summary>What may speak of the person and is not changed, and which hubs may have a part.</summary>
    async Task<V1.EraseParticipantResponse> LeftAsync(Participant person, string[] names, IEnumerable<string> gone,
        IReadOnlyList<SubjectEnquiry> asked, IReadOnlyList<string> mentions)
    {
        HashSet<string> erased = [.. gone, .. asked.Where(enquiry => enquiry.Certain).Select(enquiry => enquiry.Name)];
        var left = await log.UnattributedAsync(
            names,
            [
                .. asked.Where(enquiry => !enquiry.Certain).Select(enquiry => enquiry.Name)
                    .Union(mentions.Where(name => !PersonTexts.Handles(name))),
            ]);
        return new()
        {
            Unattributed = { left.Where(text => !erased.Contains(text.Resource)) },
            OtherHubs = { await OtherHubsAsync(person) },
        };
    }

    /// <summary>The hubs to or from which a department of the person went.</summary>
    async Task<IEnumerable<string>> OtherHubsAsync(Participant person) => (await db.QueryAsync<Other>("""
        SELECT DISTINCT CASE direction WHEN 'OUTGOING' THEN to_hub ELSE from_hub END AS hub
        FROM department_transfer
        WHERE hub_id = @HubId AND state = 'ACCEPTED' AND department_id = ANY(@departments) ORDER BY hub
        """, new { person.HubId, departments = person.Posts.Select(post => post.DepartmentId).ToArray() }))
        .Select(other => $"hubs/{other.Hub}");

    sealed record Other
    {
        public required string Hub { get; init; }
    }
}
