using Google.Api;
using Google.Protobuf;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants;

/// <summary>Writes sessions as iCalendar (RFC 5545). The same sessions give the same text.</summary>
static class CalendarFile
{
    const string Zone = "Europe/London";
    const string ContentType = "text/calendar; charset=utf-8";

    public static HttpBody Of(string title, IReadOnlyList<CalendarEntry> entries)
    {
        var calendar = new Calendar
        {
            ProductId = "-//MasteryServices//Sessions of Work Groups//EN",
            Method = "PUBLISH",
        };
        calendar.AddProperty("X-WR-CALNAME", title);
        calendar.AddProperty("X-WR-TIMEZONE", Zone);
        if (entries.Count > 0)
        {
            var first = entries.Min(entry => entry.Session.StartTime);
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, first.AddYears(-1), includeHistoricalData: false));
        }

        foreach (var entry in entries)
        {
            calendar.Events.Add(Event(entry));
        }

        return new()
        {
            ContentType = ContentType,
            Data = ByteString.CopyFromUtf8(new CalendarSerializer().SerializeToString(calendar)),
        };
    }

    static CalendarEvent Event(CalendarEntry entry)
    {
        var session = entry.Session;
        return new()
        {
            Uid = $"{session.Id}",
            Summary = entry.Summary,
            Description = entry.Description,
            Location = entry.Location,
            Start = Local(session.StartTime),
            End = Local(session.EndTime),
            Status = session.State == State.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            // Programs take the event with the higher number: each change of the session raises its revision.
            Sequence = (int)session.Revision - 1,
            DtStamp = new CalDateTime(session.UpdateTime, hasTime: true),
            Created = new CalDateTime(session.CreateTime, hasTime: true),
            LastModified = new CalDateTime(session.UpdateTime, hasTime: true),
            Url = Link(session),
        };
    }

    static CalDateTime Local(DateTime utc) =>
        new CalDateTime(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToTimeZone(Zone);

    static Uri? Link(Session session) => Uri.TryCreate(session.Location, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) ? link : null;
}
