using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants;

/// <summary>A session of a Work Group, and who came. Its state changes are in
/// <see cref="SessionLifecycle"/>.</summary>
public sealed record Session : IResource
{
    public const string Type = "mastery.services/Session";

    public required string HubId { get; init; }

    public required Guid WorkGroupId { get; init; }

    public required Guid Id { get; init; }

    public string Title { get; init; } = "";

    public DateTime StartTime { get; init; }

    public DateTime EndTime { get; init; }

    public V1.Session.Types.Mode Mode { get; init; }

    /// <summary>The URN of the host; null if no school is.</summary>
    public string? HostSchool { get; init; }

    public string Location { get; init; } = "";

    public State State { get; init; } = State.Scheduled;

    public string StateReason { get; init; } = "";

    /// <summary>By person.</summary>
    public IReadOnlyList<Attendance> Attendances { get; init; } = [];

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/workGroups/{WorkGroupId}/sessions/{Id}";

    public string Etag => Etags.Of(Revision);

    /// <summary>The day in England.</summary>
    public DateOnly Day => EnglandTime.Date(StartTime);

    public static Session New(WorkGroup group, V1.Session from) => new Session
    {
        HubId = group.HubId,
        WorkGroupId = group.Id,
        Id = Guid.CreateVersion7(),
    }.At(group.AcademicYear, from.StartTime, from.EndTime, "session.").With(from);

    /// <summary>The session at other times, which are consistent and of the academic year.</summary>
    /// <param name="academicYear">The Work Group's year.</param>
    /// <param name="start">The start.</param>
    /// <param name="end">The end.</param>
    /// <param name="path">The path of the fields' message in the request.</param>
    public Session At(string academicYear, Timestamp start, Timestamp end, string path = "")
    {
        var moved = this with { StartTime = Stored(start), EndTime = Stored(end) };
        if (moved.EndTime <= moved.StartTime || EnglandTime.Date(moved.EndTime) != moved.Day)
        {
            throw ApiError.Invalid($"{path}end_time", "must be after start_time, on the same day in England");
        }

        // A launch in the July before, or a follow-up in the September after, belongs to the year.
        var year = AcademicYear.Parse(academicYear);
        var (first, last) = (year.Start.AddMonths(-2), year.Start.AddMonths(13).AddDays(-1));
        return moved.Day >= first && moved.Day <= last
            ? moved
            : throw ApiError.Invalid(
                $"{path}start_time", $"must be from {EnglandTime.Words(first)} to {EnglandTime.Words(last)}");
    }

    public Session With(V1.Session from) => this with
    {
        Title = from.Title,
        Mode = from.Mode,
        HostSchool = from.HostSchool.Length == 0 ? null : from.HostSchool.Id(),
        Location = from.Location,
    };

    /// <summary>When, where and how people meet.</summary>
    public V1.Session Meeting() => new()
    {
        StartTime = StartTime.ToProto(),
        EndTime = EndTime.ToProto(),
        Mode = Mode,
        HostSchool = HostSchool is null ? "" : $"schools/{HostSchool}",
        Location = Location,
    };

    /// <summary>Whether people meet at that time, in that place and way.</summary>
    public bool MeetsAs(V1.Session meeting) => Meeting().Equals(meeting);

    public V1.Session ToProto() => new()
    {
        Name = Name,
        Title = Title,
        StartTime = StartTime.ToProto(),
        EndTime = EndTime.ToProto(),
        Mode = Mode,
        HostSchool = HostSchool is null ? "" : $"schools/{HostSchool}",
        Location = Location,
        State = State,
        StateReason = StateReason,
        Attendances =
        {
            Attendances.Select(attendance => new V1.Session.Types.Attendance
            {
                Participant = $"hubs/{HubId}/participants/{attendance.ParticipantId}",
                Present = attendance.Present,
                Department = $"hubs/{HubId}/departments/{attendance.DepartmentId}",
            }),
        },
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    // In microseconds, as in the database, so that both compare equal.
    static DateTime Stored(Timestamp time)
    {
        var moment = time.ToDateTime();
        return moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
