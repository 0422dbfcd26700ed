using Google.Protobuf.Collections;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A name that a person had before, with its dates where they are known.</summary>
public sealed record PreviousName
{
    public string GivenName { get; init; } = "";

    public string FamilyName { get; init; } = "";

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public static IReadOnlyList<PreviousName> From(RepeatedField<V1.Participant.Types.PreviousName> names)
    {
        List<PreviousName> read = [.. names.Select(From)];
        List<(string, string)> faults =
            [.. read.SelectMany((name, index) => name.Faults($"participant.previous_names[{index}]"))];
        return faults.Count > 0 ? throw ApiError.Invalid(faults) : read;
    }

    public V1.Participant.Types.PreviousName ToProto() => new()
    {
        GivenName = GivenName,
        FamilyName = FamilyName,
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
    };

    static PreviousName From(V1.Participant.Types.PreviousName name) => new()
    {
        GivenName = name.GivenName,
        FamilyName = name.FamilyName,
        StartDate = IsoDate.ParseOrNull(name.StartDate),
        EndDate = IsoDate.ParseOrNull(name.EndDate),
    };

    IEnumerable<(string, string)> Faults(string field)
    {
        if (GivenName.Length == 0 && FamilyName.Length == 0)
        {
            yield return (field, "has neither a given nor a family name");
        }

        if (EndDate < StartDate)
        {
            yield return ($"{field}.end_date", "is before the start date");
        }
    }
}
