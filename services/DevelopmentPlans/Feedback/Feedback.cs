using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;
using FeedbackState = Mastery.DevelopmentPlans.V1.Feedback.Types.State;
using Kind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;

namespace Mastery.DevelopmentPlans;

/// <summary>Support or challenge from another department of the Work Group: the row and its rules.</summary>
public sealed record Feedback : IResource
{
    public const string Collection = "feedback";

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required Kind Kind { get; init; }
    public required string Department { get; init; }
    public string SchoolDisplayName { get; init; } = "";
    public string SubjectKind { get; init; } = "";
    public Guid? SubjectId { get; init; }
    public required string Comment { get; init; }
    public string Response { get; init; } = "";
    public DateTime? RespondTime { get; init; }
    public string Resolution { get; init; } = "";
    public DateTime? ResolveTime { get; init; }
    public required FeedbackState State { get; init; }
    public required long PlanRevision { get; init; }
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"{PlanName}/{Collection}/{Id}";
    public string Etag => Etags.Of(Revision);

    /// <summary>What it is about: the plan or one of its parts.</summary>
    public string Subject => SubjectId is { } id ? $"{PlanName}/{SubjectKind}/{id}" : PlanName;

    string PlanName => $"hubs/{HubId}/plans/{PlanId}";

    /// <summary>Feedback on a plan that is shared, as it is now.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="from">What is said.</param>
    /// <param name="school">The name of the school that gives it.</param>
    public static Feedback New(Plan plan, V1.Feedback from, string school)
    {
        var (kind, id) = SubjectOf(plan.RequireShared(), from.Subject);
        return new()
        {
            HubId = plan.HubId,
            PlanId = plan.Id,
            Id = Guid.CreateVersion7(),
            Kind = from.Kind,
            Department = from.Department,
            SchoolDisplayName = school,
            SubjectKind = kind,
            SubjectId = id,
            Comment = from.Comment,
            State = FeedbackState.Open,
            PlanRevision = plan.Revision,
        };
    }

    /// <summary>With the answer of the plan's department, which may say it better until the feedback is
    /// resolved.</summary>
    public Feedback Respond(string response, DateTimeOffset now) =>
        Require([FeedbackState.Open, FeedbackState.Answered], "it is settled; give new feedback by CreateFeedback") with
        {
            Response = response,
            RespondTime = now.UtcDateTime,
            State = FeedbackState.Answered,
        };

    /// <summary>Settled by those who gave it. A challenge asks for an answer first.</summary>
    public Feedback Resolve(string resolution, DateTimeOffset now) =>
        (Kind == Kind.Challenge
            ? Require([FeedbackState.Answered], "a challenge is settled after the plan's department answered it")
            : Require([FeedbackState.Open, FeedbackState.Answered], "it is settled")) with
        {
            Resolution = resolution,
            ResolveTime = now.UtcDateTime,
            State = FeedbackState.Resolved,
        };

    public V1.Feedback ToProto() => new()
    {
        Name = Name,
        Kind = Kind,
        Department = Department,
        SchoolDisplayName = SchoolDisplayName,
        Subject = Subject,
        Comment = Comment,
        Response = Response,
        RespondTime = RespondTime?.ToTimestamp(),
        Resolution = Resolution,
        ResolveTime = ResolveTime?.ToTimestamp(),
        State = State,
        PlanRevision = PlanRevision,
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    Feedback Require(ReadOnlySpan<FeedbackState> states, string remedy) =>
        states.Contains(State) ? this : throw ApiError.WrongState(Name, State, states, remedy);

    static (string Kind, Guid? Id) SubjectOf(Plan plan, string subject)
    {
        if (subject.Length == 0 || subject == plan.Name)
        {
            return ("", null);
        }

        var parts = subject.Split('/');
        return parts is [.., Aim.Collection or Evidence.Collection or Activity.Collection, _]
            ? (parts[^2], plan.PartIds(parts[^2], [subject])[0])
            : throw PlanErrors.ReferenceInvalid(subject);
    }
}
