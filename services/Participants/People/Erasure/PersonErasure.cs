using Mastery.Changes.V1;

namespace Mastery.Participants;

/// <summary>The erasure of a person, and what is left to do of it. It holds no personal value.</summary>
public sealed record PersonErasure
{
    public required string HubId { get; init; }

    public required Guid ParticipantId { get; init; }

    public required string Reason { get; init; }

    /// <summary>Every name that the person had.</summary>
    public required string[] Names { get; init; }

    /// <summary>The services that have not confirmed yet.</summary>
    public required string[] PendingServices { get; init; }

    /// <summary>What may speak of the person and was not changed, and the hubs that may have a part.</summary>
    public required V1.EraseParticipantResponse Answer { get; init; }

    public int AttemptCount { get; init; }

    /// <summary>The erasure after a service has erased its part.</summary>
    public PersonErasure Confirm(string service, IEnumerable<UnattributedText> left)
    {
        var answer = Answer.Clone();
        answer.Unattributed.AddRange(left);
        return this with { PendingServices = [.. PendingServices.Where(one => one != service)], Answer = answer };
    }

    public V1.EraseParticipantResponse ToProto(Participant person) => new(Answer)
    {
        Participant = person.ToProto(),
        Names = { Names },
        PendingServices = { PendingServices },
    };
}
