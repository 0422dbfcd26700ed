using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Kind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>One activity of the professional development programme: the row and its rules.</summary>
public sealed record Activity : IResource
{
    public const string Collection = "activities";

    const double MostHours = 100;

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required Kind Kind { get; init; }
    public Guid[] AimIds { get; init; } = [];
    public required DateOnly StartDate { get; init; }
    public required DateOnly EndDate { get; init; }
    public double? Hours { get; init; }
    public string LedBy { get; init; } = "";
    public bool WholeDepartment { get; init; }
    public string[] Audience { get; init; } = [];
    public required ActivityState State { get; init; }
    public DateOnly? DeliverDate { get; init; }
    public IReadOnlyList<Attendance> Attendances { get; init; } = [];
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{PlanId}/activities/{Id}";
    public string Etag => Etags.Of(Revision);
    public bool IsDelivered => State == ActivityState.Delivered;

    public static Activity New(Plan plan, V1.Activity from) =>
        Of(plan.RequireEditable(), Guid.CreateVersion7(), from);

    public Activity Edit(Plan plan, V1.Activity merged) =>
        Of(plan.RequireEditable(), Id, merged) with
        {
            State = State,
            DeliverDate = DeliverDate,
            Attendances = Attendances,
            Revision = Revision,
            CreateTime = CreateTime,
            UpdateTime = UpdateTime,
        };

    /// <summary>The activity as delivered on a day; when none is given, on its last day, or today where that is
    /// earlier. A launch in the July before the year belongs to its programme.</summary>
    public Activity Deliver(Plan plan, DateOnly? day, DateOnly today)
    {
        plan.Require(PlanState.Shared, PlanState.Agreed);
        var first = RuleSets.Current.Bounds.FirstDay(AcademicYear.Parse(plan.AcademicYear));
        return Finish(ActivityState.Delivered) with
        {
            DeliverDate = day > today ? throw ApiError.Invalid("deliver_date", "must not be in the future")
                : day < first ? throw ApiError.Invalid(
                    "deliver_date", $"must not be before {EnglandTime.Words(first)}, the July before the plan's year")
                : day ?? (EndDate < today ? EndDate : today),
        };
    }

    /// <summary>The activity with who came. What was recorded before of the same people is replaced.</summary>
    public Activity Record(Plan plan, IReadOnlyList<Attendance> recorded)
    {
        plan.Require(PlanState.Shared, PlanState.Agreed);
        return IsDelivered
            ? this with { Attendances = Attendance.Corrected(Attendances, recorded) }
            : throw PlanErrors.NotDelivered(this);
    }

    public Activity Cancel(Plan plan)
    {
        plan.Require(PlanState.Draft, PlanState.Shared, PlanState.Agreed);
        return Finish(ActivityState.Cancelled);
    }

    /// <summary>The activity in the hub to which its plan goes. People have the same ids there.</summary>
    public Activity ArriveIn(string hub) => this with
    {
        HubId = hub,
        LedBy = Renamed(LedBy, hub),
        Audience = [.. Audience.Select(member => Renamed(member, hub))],
        Attendances = [.. Attendances.Select(one => one with { Participant = Renamed(one.Participant, hub) })],
    };

    /// <summary>Whether the activity is for <paramref name="member"/>. Leading it does not count.</summary>
    public bool Reaches(string member) => WholeDepartment || Audience.Contains(member);

    /// <summary>Whether the activity is for the person: named, or expected in the department while it runs.</summary>
    public bool IsFor(Member member) => WholeDepartment
        ? member.IsExpected(DeliverDate ?? StartDate, DeliverDate ?? EndDate)
        : Audience.Contains(member.Name);

    /// <summary>Everybody whom the activity names: who leads it, whom it is for, who came.</summary>
    public IEnumerable<string> People =>
        Audience.Concat(Attendances.Select(one => one.Participant)).Concat(LedBy.Length > 0 ? [LedBy] : [])
            .Distinct();

    /// <summary>The activity with people by their present names: records of one person may have been merged.</summary>
    public Activity WithNames(IReadOnlyDictionary<string, string> present) => this with
    {
        LedBy = present.GetValueOrDefault(LedBy, LedBy),
        Audience = [.. Audience.Select(name => present.GetValueOrDefault(name, name)).Distinct()],
        Attendances =
        [
            .. Attendances.GroupBy(one => present.GetValueOrDefault(one.Participant, one.Participant))
                .Select(same => new Attendance(same.Key, same.Any(one => one.Present))),
        ],
    };

    public bool IsDeliveredBy(DateOnly day) => IsDelivered && DeliverDate <= day;

    public bool WasAttendedBy(string member) => Attendances.Any(one => one.Present && one.Participant == member);

    public V1.Activity ToProto()
    {
        var activity = Fixed();
        if (Hours is { } hours)
        {
            activity.Hours = hours;
        }

        return activity;
    }

    V1.Activity Fixed() => new()
    {
        Name = Name,
        Title = Title,
        Kind = Kind,
        Aims = { AimIds.Select(id => $"hubs/{HubId}/plans/{PlanId}/aims/{id}") },
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
        LedBy = LedBy,
        WholeDepartment = WholeDepartment,
        Audience = { Audience },
        State = State,
        DeliverDate = IsoDate.Text(DeliverDate),
        Attendances = { Attendances.Select(one => one.ToProto()) },
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    string Renamed(string person, string hub) =>
        person.StartsWith($"hubs/{HubId}/participants/", StringComparison.Ordinal)
            ? $"hubs/{hub}/participants/{person.Id()}"
            : person;

    Activity Finish(ActivityState next) =>
        State == ActivityState.Planned
            ? this with { State = next }
            : throw PlanErrors.WrongState(this);

    static double? HoursOf(V1.Activity from) => !from.HasHours ? null
        : from.Hours is > 0 and <= MostHours ? from.Hours
        : throw ApiError.Invalid("activity.hours", $"must be above 0 and at most {MostHours}");

    static Activity Of(Plan plan, Guid id, V1.Activity from)
    {
        var start = IsoDate.Parse(from.StartDate);
        var end = IsoDate.ParseOrNull(from.EndDate) ?? start;
        return new()
        {
            HubId = plan.HubId,
            PlanId = plan.Id,
            Id = id,
            Title = from.Title,
            Kind = from.Kind,
            AimIds = plan.PartIds(Aim.Collection, from.Aims),
            StartDate = start,
            EndDate = end >= start
                ? end
                : throw ApiError.Invalid("activity.end_date", "must not lie before start_date"),
            Hours = HoursOf(from),
            LedBy = from.LedBy,
            WholeDepartment = from.WholeDepartment,
            Audience = from.WholeDepartment && from.Audience.Count > 0
                ? throw ApiError.Invalid("activity.audience", "must be empty where whole_department is true")
                : [.. from.Audience.Distinct()],
            State = ActivityState.Planned,
        };
    }
}
