using Google.Protobuf;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.MatchReview.Types.State;

namespace Mastery.Participants;

/// <summary>A record of a feed that may be of somebody on record, and what a person decided.</summary>
public sealed record MatchReview : IResource
{
    public const string Type = "mastery.services/MatchReview";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string Source { get; init; }

    public required string System { get; init; }

    /// <summary>The id of the person in the source.</summary>
    public required string SourceId { get; init; }

    public string DisplayName { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>The URN.</summary>
    public string School { get; init; } = "";

    public string SchoolName { get; init; } = "";

    /// <summary>Those whom the record may be of; nothing else of the message is set.</summary>
    public V1.MatchReview Candidates { get; init; } = new();

    /// <summary>The last sync that had the record.</summary>
    public Guid RosterSyncId { get; init; }

    public State State { get; init; } = State.Waiting;

    public Guid? ParticipantId { get; init; }

    public string ResolveActor { get; init; } = "";

    public DateTime? ResolveTime { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/matchReviews/{Id}";

    public string Etag => Etags.Of(Revision);

    /// <summary>The question that a plan asks.</summary>
    public static MatchReview New(RosterSlice slice, PlannedEffect effect) => new()
    {
        HubId = slice.HubId,
        Id = Guid.CreateVersion7(),
        Source = slice.Source,
        System = slice.System,
        SourceId = effect.Effect.SourceIds[0],
        DisplayName = effect.Person!.DisplayName,
        Email = effect.Person.Email,
        School = effect.Effect.Schools.Count > 0 ? effect.Effect.Schools[0].Id() : "",
        RosterSyncId = slice.Id,
        Candidates = new()
        {
            Candidates =
            {
                effect.Candidates.Select(candidate => new V1.MatchReview.Types.Candidate
                {
                    Participant = candidate.Person.Name,
                    DisplayName = RosterWording.NameOf(candidate.Person),
                    Explanation = candidate.Why,
                }),
            },
        },
    };

    /// <summary>The same question of a later plan.</summary>
    public MatchReview Ask(MatchReview again) => this with
    {
        DisplayName = again.DisplayName,
        Email = again.Email,
        School = again.School,
        Candidates = again.Candidates,
        RosterSyncId = again.RosterSyncId,
        State = State.Waiting,
        ParticipantId = null,
        ResolveActor = "",
        ResolveTime = null,
    };

    /// <summary>The person whom a decision names; empty for somebody new.</summary>
    public string Chosen(V1.ResolveMatchReviewRequest request) => (request.Participant, request.NewPerson) switch
    {
        ("", false) => throw ApiError.Invalid("participant", "is needed, unless it is a new person (new_person)"),
        ({ Length: > 0 }, true) => throw ApiError.Invalid("new_person", "contradicts participant: set one of the two"),
        var (participant, _) => participant,
    };

    /// <summary>The review with a decision: the person, or null for somebody new.</summary>
    public MatchReview Resolve(Guid? participant, string actor, DateTime now) => this with
    {
        State = participant is null ? State.NewPerson : State.SamePerson,
        ParticipantId = participant,
        ResolveActor = actor,
        ResolveTime = now,
    };

    public V1.MatchReview ToProto() => new()
    {
        Name = Name,
        Source = Source,
        System = System,
        SourceId = SourceId,
        DisplayName = DisplayName,
        Email = Email,
        School = $"schools/{School}",
        SchoolDisplayName = SchoolName,
        Candidates = { Candidates.Candidates.Select(candidate => candidate.Clone()) },
        RosterSync = $"rosterSyncs/{RosterSyncId}",
        State = State,
        Participant = ParticipantId is { } id ? $"hubs/{HubId}/participants/{id}" : "",
        ResolveActor = ResolveActor,
        ResolveTime = ResolveTime?.ToProto(),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
