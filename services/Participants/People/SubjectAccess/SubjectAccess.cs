using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.DevelopmentPlans.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>All that the suite holds of a person: what this service's change log says, what is held beside it, and what
/// DevelopmentPlans answers.</summary>
public sealed class SubjectAccess(
    ParticipantStore participants,
    SubjectStore store,
    RosterEffectStore effects,
    SensitiveReadStore reads,
    PersonData person,
    DevelopmentPlanService.DevelopmentPlanServiceClient plans,
    TimeProvider clock)
{
    public async Task<V1.ExportParticipantDataResponse> ExportAsync(string name)
    {
        var participant = await participants.GetAsync(name);
        string[] names = [.. (await participants.NamesAsync(name)).Order(StringComparer.Ordinal)];
        var hub = $"hubs/{participant.HubId}";
        // Before anything is entered as answered: without the plans there is no answer.
        var planned = await plans.ExportPersonDataAsync(new() { Parent = hub, Participants = { names } });
        var read = await reads.AllOfAsync(participant.HubId, names);
        var enquiries = await store.EnquiriesAsync(participant.HubId, names);
        var found = await person.FindAsync(
            [.. names, .. enquiries.Where(enquiry => enquiry.Certain).Select(enquiry => enquiry.Name)],
            [.. enquiries.Where(enquiry => !enquiry.Certain).Select(enquiry => enquiry.Name)],
            await CopiesAsync(participant.HubId, names));
        V1.ExportParticipantDataResponse answer = new()
        {
            Participant = participant.ToProto(),
            Names = { names },
            Records = { found.Records, planned.Records },
            Changes = { found.Changes, planned.Changes },
            SensitiveReads = { read.Select(entry => Own(entry, names)) },
            ExportTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
        (await OthersAsync(participant.HubId, names)).LeaveOut(answer);
        return answer;
    }

    /// <summary>What staff syncs would do or did, the records that wait for it, and the person before.</summary>
    async Task<List<PersonCopy>> CopiesAsync(string hub, string[] names) =>
    [
        .. (await effects.OfPersonAsync(hub, [.. names.Select(Reference.ToId)])).SelectMany(effect =>
            new IMessage?[] { effect.ToProto(), effect.Records, effect.Before }.OfType<IMessage>().Select(
                message => new PersonCopy(effect.Name, effect.ToProto().Participant, message))),
    ];

    async Task<OtherPeople> OthersAsync(string hub, string[] names)
    {
        var people = await store.PeopleAsync(hub);
        var own = names.Select(Reference.ToId).ToHashSet();
        return new(people.Where(one => !own.Contains(one.Id)), people.Where(one => own.Contains(one.Id)));
    }

    /// <summary>An entry without the other people whom the same answer was about.</summary>
    static V1.SensitiveRead Own(SensitiveRead read, string[] names)
    {
        var entry = read.ToProto();
        entry.Participants.Clear();
        entry.Participants.AddRange(read.Resources.Intersect(names));
        return entry;
    }
}
