using Google.Protobuf.Collections;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The id of a person in another system. A separate table stores these ids, so that a person can be found by
/// one; statements read and write them as one JSON list.</summary>
public sealed record ExternalId
{
    public required string Source { get; init; }

    public required string Value { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public static IReadOnlyList<ExternalId> From(RepeatedField<V1.Participant.Types.ExternalId> ids)
    {
        List<(string, string)> reversed = [.. Enumerable.Range(0, ids.Count)
            .Where(index => IsoDate.ParseOrNull(ids[index].EndDate) < IsoDate.ParseOrNull(ids[index].StartDate))
            .Select(index => ($"participant.external_ids[{index}].end_date", "is before the start date"))];
        return reversed.Count > 0 ? throw ApiError.Invalid(reversed) : [.. ids.Select(id => new ExternalId
        {
            Source = id.Source,
            Value = id.Value,
            StartDate = IsoDate.ParseOrNull(id.StartDate),
            EndDate = IsoDate.ParseOrNull(id.EndDate),
        })];
    }

    public V1.Participant.Types.ExternalId ToProto() => new()
    {
        Source = Source,
        Value = Value,
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
    };
}
