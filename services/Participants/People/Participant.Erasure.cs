using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

public sealed partial record Participant
{
    /// <summary>What stands for the name of somebody who is erased, in texts.</summary>
    public const string ErasedName = "[erased person]";

    /// <summary>Whether nothing personal is left: also of a record that stays MERGED or MOVED.</summary>
    public bool IsErased => State == State.Erased || (GivenName.Length == 0 && FamilyName.Length == 0);

    /// <summary>The record without anything personal. One that was merged, or went to another hub, stays so.</summary>
    public Participant Erase() => new()
    {
        HubId = HubId,
        Id = Id,
        GivenName = "",
        FamilyName = "",
        Source = Source,
        State = State is State.Merged or State.Moved ? State : State.Erased,
        MergedIntoId = MergedIntoId,
        MovedToHub = MovedToHub,
        Revision = Revision,
        CreateTime = CreateTime,
        UpdateTime = UpdateTime,
    };

    /// <summary>Refuses a record whose person is erased.</summary>
    public Participant RequireKnown() => State != State.Erased
        ? this
        : throw ApiError.WrongState(Name, State, [State.Active, State.Left],
            "they asked to be erased, and nothing brings that back; who takes part again gets a new record by "
                + "CreateParticipant");
}
