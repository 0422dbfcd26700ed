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

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required Kind Kind { get; init; }
    public Guid[] AimIds { get; init; } = [];
    public required DateOnly StartDate { get; init; }
    public required DateOnly EndDate { get; init; }
    public string LedBy { get; init; } = "";
    public bool WholeDepartment { get; init; }
    public string[] Audience { get; init; } = [];
    public required ActivityState State { get; init; }
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{PlanId}/activities/{Id}";
    public string Etag => Etags.Of(Revision);

    public static Activity New(Plan plan, V1.Activity from) =>
        Of(plan.RequireEditable(), Guid.CreateVersion7(), from);

    public Activity Edit(Plan plan, V1.Activity merged) =>
        Of(plan.RequireEditable(), Id, merged) with
        {
            State = State,
            Revision = Revision,
            CreateTime = CreateTime,
            UpdateTime = UpdateTime,
        };

    public Activity Deliver(Plan plan)
    {
        plan.Require(PlanState.Shared, PlanState.Agreed);
        return Finish(ActivityState.Delivered);
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
    };

    /// <summary>Whether the activity is for <paramref name="member"/>. Leading it does not count.</summary>
    public bool Reaches(string member) => WholeDepartment || Audience.Contains(member);

    public V1.Activity ToProto() => new()
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
            LedBy = from.LedBy,
            WholeDepartment = from.WholeDepartment,
            Audience = from.WholeDepartment && from.Audience.Count > 0
                ? throw ApiError.Invalid("activity.audience", "must be empty where whole_department is true")
                : [.. from.Audience.Distinct()],
            State = ActivityState.Planned,
        };
    }
}
