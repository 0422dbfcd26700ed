using System.Text.Json.Serialization;
using Google.Protobuf.Collections;

namespace Mastery.Participants;

/// <summary>A lead participant with what the application says of them. A separate table stores them, with a foreign key
/// to the participant; statements read and write them as one JSON list.</summary>
public sealed record Advocate
{
    public required Guid ParticipantId { get; init; }

    public bool Experienced { get; init; }

    [JsonConverter(typeof(EnumJson<V1.Responsibility>))]
    public V1.Responsibility? Responsibility { get; init; }

    public bool Authority { get; init; }

    public static IReadOnlyList<Advocate> From(RepeatedField<V1.Application.Types.Advocate> advocates) =>
    [
        .. advocates.Select(advocate => new Advocate
        {
            ParticipantId = Reference.ToId(advocate.Participant),
            Experienced = advocate.Experienced,
            Responsibility = Specialism.OrNull(advocate.Responsibility),
            Authority = advocate.AuthorityToMakeChange,
        }),
    ];

    /// <summary>The Advocates, who are these people.</summary>
    public static IReadOnlyList<Advocate> With(IReadOnlyList<Advocate> advocates, IReadOnlyList<Guid> people) =>
        [.. advocates.Zip(people, (advocate, person) => advocate with { ParticipantId = person })];

    public V1.Application.Types.Advocate ToProto(string hub) => new()
    {
        Participant = $"hubs/{hub}/participants/{ParticipantId}",
        Experienced = Experienced,
        Responsibility = Responsibility ?? default,
        AuthorityToMakeChange = Authority,
    };
}
