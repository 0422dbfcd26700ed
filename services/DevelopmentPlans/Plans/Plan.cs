using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>A department's development plan: the row and its rules.</summary>
public sealed record Plan : IResource
{
    public const string Type = "mastery.services/Plan";

    public required string HubId { get; init; }
    public required Guid Id { get; init; }
    public required string Enrolment { get; init; }
    public required string Department { get; init; }
    public required string Focus { get; init; }
    public required string AcademicYear { get; init; }
    public required string Title { get; init; }
    public string Vision { get; init; } = "";
    public required PlanState State { get; init; }
    public string StateReason { get; init; } = "";
    public string UndeliveredReason { get; init; } = "";
    public DateTime? AgreeTime { get; init; }
    public string SchoolDisplayName { get; init; } = "";
    public DateOnly? LastReviewDate { get; init; }
    public string? MovedToHub { get; init; }
    public long CatalogueRevision { get; init; }
    public string[] EvidencePrompts { get; init; } = [];
    public int RuleSetVersion { get; init; }
    public Guid? ContinuesId { get; init; }
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{Id}";
    public string Etag => Etags.Of(Revision);
    public string Continues => ContinuesId is { } former ? $"hubs/{HubId}/plans/{former}" : "";
    public string MovedTo => MovedToHub is { } hub ? $"hubs/{hub}/plans/{Id}" : "";

    /// <summary>A draft for an active enrolment, with the department, focus and year of the enrolment.</summary>
    public static Plan New(string parent, V1.Plan from, Participants.V1.Enrolment enrolment, CataloguePin pin) => new()
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        Enrolment = enrolment.Name,
        Department = enrolment.Department,
        Focus = enrolment.Focus,
        AcademicYear = enrolment.AcademicYear,
        Title = from.Title,
        Vision = from.Vision,
        State = PlanState.Draft,
        CatalogueRevision = pin.Revision,
        EvidencePrompts = pin.EvidencePrompts,
    };

    public Plan Edit(V1.Plan merged) =>
        RequireEditable() with { Title = merged.Title, Vision = merged.Vision };

    /// <param name="school">The name of the department's school.</param>
    public Plan Share(string school) =>
        Require(PlanState.Draft) with { State = PlanState.Shared, SchoolDisplayName = school };

    /// <summary>The draft with the catalogue as it is now.</summary>
    public Plan Adopt(CataloguePin pin) => Require(PlanState.Draft) with
    {
        CatalogueRevision = pin.Revision,
        EvidencePrompts = pin.EvidencePrompts,
    };

    /// <summary>The agreed plan. Refused if the assessment has a finding that must be corrected first.</summary>
    public Plan Agree(V1.PlanAssessment assessment, DateTimeOffset now) => assessment.Coherent
        ? Require(PlanState.Shared) with
        {
            State = PlanState.Agreed,
            AgreeTime = now.UtcDateTime,
            RuleSetVersion = assessment.RuleSetVersion,
            CatalogueRevision = assessment.CatalogueRevision,
        }
        : throw PlanErrors.NotCoherent(this, assessment);

    public Plan Return(string reason) => Require(PlanState.Shared, PlanState.Agreed) with
    {
        State = PlanState.Draft,
        StateReason = reason,
        AgreeTime = null,
        RuleSetVersion = 0,
    };

    public Plan Close(string reason) => Require(PlanState.Draft, PlanState.Shared, PlanState.Agreed) with
    {
        State = PlanState.Closed,
        StateReason = reason,
    };

    /// <summary>The closed plan. An agreed one of which nothing was delivered says why, and no other.</summary>
    public Plan Close(string reason, string undeliveredReason, IEnumerable<Activity> programme)
    {
        var closed = Close(reason);
        var undelivered = State == PlanState.Agreed && !programme.Any(activity => activity.IsDelivered);
        return undelivered == undeliveredReason.Length > 0
            ? closed with { UndeliveredReason = undeliveredReason }
            : throw PlanErrors.Undelivered(this, undelivered);
    }

    /// <summary>The plan as its former hub keeps it.</summary>
    public Plan MoveTo(string hub) => this with { State = PlanState.Moved, MovedToHub = hub };

    /// <summary>The plan as it comes to the hub that has its department now. Ids are the same in every hub.</summary>
    public Plan ArriveIn(string hub, string enrolment) => this with
    {
        HubId = hub,
        Department = $"hubs/{hub}/departments/{Department.Id()}",
        Enrolment = enrolment,
    };

    /// <summary>Refuses a plan that went to another hub.</summary>
    public Plan RequireHere() => MovedToHub is null ? this : throw PlanErrors.Moved(Name, MovedTo);

    /// <summary>The plan with its next revision, after one of its parts changed.</summary>
    public Plan Touch() => this with { Revision = Revision + 1 };

    /// <summary>Refuses a plan that is not open to the Work Group.</summary>
    public Plan RequireShared() => Require(PlanState.Shared, PlanState.Agreed);

    public bool IsEditable => State is PlanState.Draft or PlanState.Shared;

    public Plan RequireEditable() => Require(PlanState.Draft, PlanState.Shared);

    /// <summary>Requires one of <paramref name="states"/>, and returns the plan.</summary>
    public Plan Require(params ReadOnlySpan<PlanState> states) =>
        states.Contains(State) ? this : throw PlanErrors.WrongState(this, states);

    /// <summary>The ids in <paramref name="names"/>, which must be names of parts of this plan.</summary>
    public Guid[] PartIds(string collection, IEnumerable<string> names) =>
        [.. names.Distinct().Select(name => PartId(collection, name))];

    public V1.Plan ToProto() => new()
    {
        Name = Name,
        Enrolment = Enrolment,
        Department = Department,
        Focus = Focus,
        AcademicYear = AcademicYear,
        Title = Title,
        Vision = Vision,
        State = State,
        StateReason = StateReason,
        UndeliveredReason = UndeliveredReason,
        Revision = Revision,
        AgreeTime = AgreeTime?.ToTimestamp(),
        SchoolDisplayName = SchoolDisplayName,
        LastReviewDate = IsoDate.Text(LastReviewDate),
        MovedTo = MovedTo,
        CatalogueRevision = CatalogueRevision,
        EvidencePrompts = { EvidencePrompts },
        RuleSetVersion = RuleSetVersion,
        Continues = Continues,
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    Guid PartId(string collection, string name) =>
        name.ParentName() == Name && Guid.TryParseExact(ResourceName.Segment(name, collection), "D", out var found)
            ? found
            : throw PlanErrors.ReferenceInvalid(name);
}
