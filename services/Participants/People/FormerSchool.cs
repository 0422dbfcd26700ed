using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>A school at which a department was before its school became another.</summary>
/// <param name="Urn">The URN.</param>
/// <param name="EndDate">The last day there.</param>
public sealed record FormerSchool(string Urn, DateOnly EndDate)
{
    public V1.Department.Types.FormerSchool ToProto() =>
        new() { School = $"schools/{Urn}", EndDate = IsoDate.Text(EndDate) };
}
