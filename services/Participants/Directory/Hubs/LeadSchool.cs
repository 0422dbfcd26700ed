using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A school that leads or led a hub; its URN is null where it is known by name only.</summary>
public sealed record LeadSchool(string? Urn, string DisplayName, DateOnly? StartDate, DateOnly? EndDate)
{
    /// <exception cref="ApiError">INVALID_ARGUMENT when it ends before it starts.</exception>
    public static LeadSchool From(V1.Hub.Types.LeadSchool lead, int index)
    {
        var (start, end) = (IsoDate.ParseOrNull(lead.StartDate), IsoDate.ParseOrNull(lead.EndDate));
        return end < start
            ? throw ApiError.Invalid($"hub.lead_schools[{index}].end_date", "may not be before start_date")
            : new LeadSchool(lead.Urn.Length == 0 ? null : lead.Urn, lead.DisplayName, start, end);
    }

    public V1.Hub.Types.LeadSchool ToProto() => new()
    {
        Urn = Urn ?? "",
        DisplayName = DisplayName,
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
    };
}
