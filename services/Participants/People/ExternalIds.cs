using System.Text.Json;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The ids by which other systems know a person, in the order given. Their own table, so that a person can be
/// found by them; read and written with the person as one JSON array.</summary>
public sealed record ExternalIds(IReadOnlyList<ExternalId> All)
{
    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ExternalIds None { get; } = new([]);

    public static ExternalIds From(IReadOnlyList<V1.Participant.Types.ExternalId> ids)
    {
        List<(string, string)> backwards = [.. Enumerable.Range(0, ids.Count)
            .Where(index => ids[index] is { StartDate: { } start, EndDate: { } end } && end.ToDay() < start.ToDay())
            .Select(index => ($"participant.external_ids[{index}].end_date", "is before the start date"))];
        return backwards.Count > 0 ? throw ApiError.Invalid(backwards) : new([.. ids.Select(id => new ExternalId
        {
            Source = id.Source,
            Value = id.Value,
            StartDate = id.StartDate.ToDay(),
            EndDate = id.EndDate.ToDay(),
        })]);
    }

    public static ExternalIds FromJson(string json) => new(JsonSerializer.Deserialize<ExternalId[]>(json, Snake) ?? []);

    public string ToJson() => JsonSerializer.Serialize(All, Snake);

    public IEnumerable<V1.Participant.Types.ExternalId> ToProto() => All.Select(id => new V1.Participant.Types.ExternalId
    {
        Source = id.Source,
        Value = id.Value,
        StartDate = id.StartDate.ToProto(),
        EndDate = id.EndDate.ToProto(),
    });
}

/// <summary>An id in another system.</summary>
public sealed record ExternalId
{
    public required string Source { get; init; }

    public required string Value { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }
}
