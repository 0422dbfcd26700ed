using System.Text.Json.Serialization;
using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Hub.Types.Area.Types.Kind;

namespace Mastery.Participants;

/// <summary>An area that a hub serves: a district with its GSS code or a local authority with its DfE code.</summary>
public sealed record Area(
    [property: JsonConverter(typeof(EnumJson<Kind>))] Kind Kind, string Code, string DisplayName)
{
    const int AuthorityDigits = 3;

    /// <exception cref="ApiError">INVALID_ARGUMENT when a code is not of its kind or an area is given
    /// twice.</exception>
    public static IReadOnlyList<Area> From(IEnumerable<V1.Hub.Types.Area> areas)
    {
        List<Area> read = [.. areas.Select(From)];
        HashSet<(Kind, string)> seen = [];
        var twice = read.FindIndex(area => !seen.Add((area.Kind, area.Code)));
        return twice < 0 ? read : throw ApiError.Invalid($"hub.areas[{twice}].code", "is given twice");
    }

    public V1.Hub.Types.Area ToProto() => new()
    {
        Kind = Kind,
        Code = Code,
        DisplayName = DisplayName,
    };

    public override string ToString() =>
        $"the {Enums.Text(Kind).ToLowerInvariant().Replace('_', ' ')} {Code}";

    static Area From(V1.Hub.Types.Area area, int index)
    {
        var authority = area.Kind == Kind.LocalAuthority;
        return authority == (area.Code.Length == AuthorityDigits)
            ? new Area(area.Kind, area.Code, area.DisplayName)
            : throw ApiError.Invalid($"hub.areas[{index}].code", authority
                ? "must be the three-digit DfE code of a local authority, for example 382"
                : "must be the GSS code of a district, for example E08000034");
    }
}
