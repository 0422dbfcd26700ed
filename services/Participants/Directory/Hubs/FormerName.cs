using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>A former name of a hub.</summary>
public sealed record FormerName(string DisplayName, DateOnly? EndDate)
{
    public static FormerName From(V1.Hub.Types.FormerName name) =>
        new(name.DisplayName, IsoDate.ParseOrNull(name.EndDate));

    public V1.Hub.Types.FormerName ToProto() => new() { DisplayName = DisplayName, EndDate = IsoDate.Text(EndDate) };
}
