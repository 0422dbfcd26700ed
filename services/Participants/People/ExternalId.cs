using Google.Protobuf.Collections;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>An id by which another system knows a person. Kept in a table of its own, so that a person can be found by
/// it; read and written with the person as one JSON list.</summary>
public sealed record ExternalId
{
    public required string Source { get; init; }

    public required string Value { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public static IReadOnlyList<ExternalId> From(RepeatedField<V1.Participant.Types.ExternalId> ids)
    {
        List<(string, string)> backwards = [.. Enumerable.Range(0, ids.Count)
            .Where(index => ids[index] is { StartDate: { } start, EndDate: { } end } && end.ToDay() < start.ToDay())
            .Select(index => ($"participant.external_ids[{index}].end_date", "is before the start date"))];
        return backwards.Count > 0 ? throw ApiError.Invalid(backwards) : [.. ids.Select(id => new ExternalId
        {
            Source = id.Source,
            Value = id.Value,
            StartDate = id.StartDate.ToDay(),
            EndDate = id.EndDate.ToDay(),
        })];
    }

    public V1.Participant.Types.ExternalId ToProto() => new()
    {
        Source = Source,
        Value = Value,
        StartDate = StartDate.ToProto(),
        EndDate = EndDate.ToProto(),
    };
}
