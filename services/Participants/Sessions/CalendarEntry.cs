namespace Mastery.Participants;

/// <summary>A session as calendars have it.</summary>
/// <param name="Session">The session.</param>
/// <param name="WorkGroup">The title of its Work Group.</param>
/// <param name="Host">The host, where a school is and the directory has it.</param>
sealed record CalendarEntry(Session Session, string WorkGroup, School? Host)
{
    /// <summary>The title, for example "Wakefield Sustaining: Ratio tables".</summary>
    public string Summary => $"{WorkGroup}: {Session.Title}";

    /// <summary>Where to go: the room, the school and its address; else the place or the link.</summary>
    public string Location => string.Join(", ", new[]
    {
        Session.Location, Host?.DisplayName, Host?.Street, Host?.Locality, Host?.Town, Host?.Postcode,
    }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>How people meet, as a sentence.</summary>
    public string Description => Session.Mode switch
    {
        V1.Session.Types.Mode.InPerson => "We meet in person.",
        V1.Session.Types.Mode.Virtual => "We meet online.",
        _ => "We visit a school and see lessons.",
    };
}
