using System.Text.Json;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The Advocates of an application, in the order given. Their own table, so that they are people of the hub;
/// read and written with the application as one JSON array.</summary>
public sealed record Advocates(IReadOnlyList<Advocate> All)
{
    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Advocates None { get; } = new([]);

    public IReadOnlyList<Guid> Ids => [.. All.Select(advocate => advocate.ParticipantId)];

    public static Advocates From(IReadOnlyList<V1.Application.Types.Advocate> advocates) => new([.. advocates.Select(advocate => new Advocate
    {
        ParticipantId = Reference.ToId(advocate.Participant),
        Experienced = advocate.Experienced,
        Responsibility = Specialism.TextOrNull(advocate.Responsibility),
        Authority = advocate.AuthorityToMakeChange,
    })]);

    public static Advocates FromJson(string json) => new(JsonSerializer.Deserialize<Advocate[]>(json, Snake) ?? []);

    public string ToJson() => JsonSerializer.Serialize(All, Snake);

    public IEnumerable<V1.Application.Types.Advocate> ToProto(string hub) => All.Select(advocate => new V1.Application.Types.Advocate
    {
        Participant = $"hubs/{hub}/participants/{advocate.ParticipantId}",
        Experienced = advocate.Experienced,
        Responsibility = advocate.Responsibility is null ? default : Enums.Parse<V1.Responsibility>(advocate.Responsibility),
        AuthorityToMakeChange = advocate.Authority,
    });
}

/// <summary>A lead participant, as the application states them.</summary>
public sealed record Advocate
{
    public required Guid ParticipantId { get; init; }

    public bool Experienced { get; init; }

    public string? Responsibility { get; init; }

    public bool Authority { get; init; }
}
