using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Testing;
using Npgsql;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using FeedbackKind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;
using Kind = Mastery.DevelopmentPlans.V1.Activity.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlansClient = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

[assembly: AssemblyFixture(typeof(Mastery.DevelopmentPlans.Tests.PlansFixture))]

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>The service with the real peers it asks, shared by all tests: each makes plans of its own.</summary>
public class PlansFixture : ServiceFixture<PlanStore>
{
    public const string Hub = "yorkshire-and-the-humber";
    public const string OtherHub = "south-yorkshire";

    readonly Lazy<Token> _everything = new(() => new Token());
    readonly Lazy<Task<V1.Plan>> _untouched;
    TestService _participants = null!;

    public PlansFixture() : base("development-plans") => _untouched = new(CoherentAsync);

    /// <summary>A client that may do everything.</summary>
    public PlansClient Plans => Client<PlansClient>(_everything.Value);

    /// <summary>The resources in the other services.</summary>
    public Programme Programme { get; private set; } = null!;

    public PlansClient As(string hub, params string[] scopes) => Client<PlansClient>(Token.Of(hub, scopes));

    /// <summary>An empty draft for a department of three.</summary>
    public async Task<V1.Plan> DraftAsync() => await DraftAsync(await Programme.EnrolAsync());

    public async Task<V1.Plan> DraftAsync(Enrolled enrolled) => await Plans.CreatePlanAsync(new()
    {
        Parent = $"hubs/{Hub}",
        Plan = new() { Enrolment = enrolled.Enrolment, Title = "Multiplicative reasoning in Key Stage 3" },
    });

    /// <summary>A coherent draft.</summary>
    public async Task<V1.Plan> CoherentAsync() => await CoherentAsync(await Programme.EnrolAsync());

    /// <summary>A coherent draft that several tests share and none may change.</summary>
    public Task<V1.Plan> UntouchedAsync() => _untouched.Value;

    public async Task<V1.Plan> CoherentAsync(Enrolled enrolled)
    {
        var plan = await DraftAsync(enrolled);
        var students = await AddAsync(plan, Examples.Evidence());
        var teachers = await AddAsync(plan, Examples.Evidence(NeedsOf.Teachers));
        var aim = await AddAsync(plan, Examples.Aim(students, teachers));
        foreach (var day in new[] { "2024-10-03", "2025-02-06", "2025-06-05" })
        {
            await AddAsync(plan, Examples.Activity(day, aim));
        }

        return await ReadAsync(plan);
    }

    /// <summary>A coherent plan that is SHARED.</summary>
    public async Task<V1.Plan> SharedAsync() =>
        await Plans.SharePlanAsync(new() { Name = (await CoherentAsync()).Name });

    /// <summary>The same of a certain department.</summary>
    public async Task<V1.Plan> SharedAsync(Enrolled enrolled) =>
        await Plans.SharePlanAsync(new() { Name = (await CoherentAsync(enrolled)).Name });

    /// <summary>Two departments of a Work Group of their own, the first of which shares a plan.</summary>
    public async Task<Neighbours> NeighboursAsync()
    {
        var group = await Programme.GroupAsync();
        var (owner, other) = (await Programme.EnrolAsync(group), await Programme.EnrolAsync(group));
        return new(group, owner, other, await SharedAsync(owner));
    }

    /// <summary>A client that is bound to the school of a department.</summary>
    public async Task<PlansClient> SchoolAsync(Enrolled enrolled) =>
        Client<PlansClient>(new Token { School = await Programme.SchoolAsync(enrolled) });

    /// <summary>Feedback on a plan, by the hub for a department.</summary>
    public async Task<V1.Feedback> FeedbackAsync(
        V1.Plan plan, Enrolled giver, FeedbackKind kind = FeedbackKind.Challenge) =>
        await Plans.CreateFeedbackAsync(
            new() { Parent = plan.Name, Feedback = Examples.Feedback(giver.Department, kind) });

    /// <summary>Stops the peer that knows departments and enrolments.</summary>
    public Task StopParticipantsAsync() => _participants.StopAsync();

    /// <summary>A plan that is AGREED.</summary>
    public async Task<V1.Plan> AgreedAsync() => await Plans.AgreePlanAsync(new() { Name = (await SharedAsync()).Name });

    /// <summary>A plan that is CLOSED.</summary>
    public async Task<V1.Plan> ClosedAsync() =>
        await Plans.ClosePlanAsync(new() { Name = (await CoherentAsync()).Name, Reason = "The year is over" });

    /// <summary>Lets a plan be one that was agreed by a version of the rules.</summary>
    public Task AgreedByAsync(V1.Plan plan, int version) => SetAsync(plan, "rule_set_version", version);

    /// <summary>Lets a plan be one that was created while the catalogue could not be asked.</summary>
    public Task UnpinnedAsync(V1.Plan plan) => SetAsync(plan, "catalogue_revision", 0);

    async Task SetAsync(V1.Plan plan, string column, int value)
    {
        await using var connection = await Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            SELECT set_config('mastery.hub', split_part(@plan, '/', 2), false);
            UPDATE plan SET {column} = @value WHERE id = split_part(@plan, '/', 4)::uuid
            """,
            connection);
        command.Parameters.AddWithValue("plan", plan.Name);
        command.Parameters.AddWithValue("value", value);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<V1.Plan> ReadAsync(V1.Plan plan) => await Plans.GetPlanAsync(new() { Name = plan.Name });

    public async Task<V1.Evidence> AddAsync(V1.Plan plan, V1.Evidence evidence) =>
        await Plans.CreateEvidenceAsync(new() { Parent = plan.Name, Evidence = evidence });

    public async Task<V1.Aim> AddAsync(V1.Plan plan, V1.Aim aim) =>
        await Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = aim });

    public async Task<V1.Activity> AddAsync(V1.Plan plan, V1.Activity activity) =>
        await Plans.CreateActivityAsync(new() { Parent = plan.Name, Activity = activity });

    /// <summary>A review of the plan's first aim.</summary>
    public async Task<V1.Review> ReviewAsync(V1.Plan plan, string day, Rating rating, string corrects = "")
    {
        var review = Examples.Review(day, await FirstAimAsync(plan));
        review.AimReviews[0].Rating = rating;
        review.Corrects = corrects;
        return await Plans.CreateReviewAsync(new() { Parent = plan.Name, Review = review });
    }

    public async Task<V1.Evidence> FirstEvidenceAsync(V1.Plan plan) =>
        (await Plans.ListEvidenceAsync(new() { Parent = plan.Name })).Evidence[0];

    public async Task<V1.Aim> FirstAimAsync(V1.Plan plan) =>
        (await Plans.ListAimsAsync(new() { Parent = plan.Name })).Aims[0];

    public async Task<V1.Activity> FirstActivityAsync(V1.Plan plan) =>
        (await Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities[0];

    /// <summary>The first revision of a plan.</summary>
    public async Task<V1.PlanRevision> FirstRevisionAsync(V1.Plan plan) =>
        await Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/1" });

    protected override async Task StartPeersAsync()
    {
        var catalogue = await StartPeerAsync<FocusCatalogue.ProjectStore>("focus-catalogue");
        Configure("ServiceIdentity:ClientId", "development-plans");
        Configure("ServiceIdentity:ClientSecret", "a secret");
        Configure("ServiceIdentity:TokenUri", await TokenEndpoint.StartAsync("participants.read", "workgroups.read"));
        // Tests say when the worker looks for departments that have moved.
        Configure("Transfers:Interval", "1.00:00:00");
        ConfigureUnreachablePeer("development-plans");
        _participants = await StartPeerAsync<Participants.ParticipantStore>("participants");
        Programme = await Programme.StartAsync(_participants, catalogue);
    }
}

/// <summary>Two departments of one Work Group.</summary>
/// <param name="Group">The name of the Work Group.</param>
/// <param name="Owner">The department whose plan is shared.</param>
/// <param name="Other">The other one.</param>
/// <param name="Plan">The plan.</param>
public sealed record Neighbours(string Group, Enrolled Owner, Enrolled Other, V1.Plan Plan);

/// <summary>Valid resources to create.</summary>
static class Examples
{
    public static V1.Evidence Evidence(NeedsOf needs = NeedsOf.Students) => new()
    {
        Kind = V1.Evidence.Types.Kind.Assessment,
        CollectDate = "2024-09-12",
        Finding = needs == NeedsOf.Teachers
            ? "Colleagues ask how to plan with bar models"
            : "Half of Year 8 add where they should multiply",
        NeedsOf = { needs },
        Measure = new() { Label = "Year 8 students secure in ratio", Value = 41.5, Unit = "%" },
    };

    public static V1.Aim Aim(params V1.Evidence[] evidence) => new()
    {
        Statement = "Students in Key Stage 3 reason multiplicatively",
        OutcomeHeading = "Practice development",
        BigIdeas = { BigIdea.Fluency, BigIdea.RepresentationAndStructure },
        EssenceThemes = { "Lesson design" },
        Evidence = { evidence.Select(piece => piece.Name) },
        SuccessCriteria =
        {
            new V1.Aim.Types.SuccessCriterion
            {
                Statement = "Year 8 students secure in ratio",
                Direction = Direction.Increase,
                Baseline = 41.5,
                Target = 65,
                Unit = "%",
                DueDate = "2025-07-04",
            },
        },
        Horizon = V1.Aim.Types.Horizon.Long,
    };

    public static V1.Aim.Types.SuccessCriterion Observed() => new()
    {
        Statement = "Students explain with a bar model why they multiply",
        Observer = "The head of department, in lesson visits",
        DueDate = "2025-07-04",
    };

    public static V1.Aim.Types.SuccessCriterion.Types.Measurement Measurement(string day, double value) =>
        new() { MeasureDate = day, Value = value };

    public static V1.Activity Activity(string day, params V1.Aim[] aims) => new()
    {
        Title = "Bar models together",
        Kind = Kind.CollaborativePlanning,
        Aims = { aims.Select(aim => aim.Name) },
        StartDate = day,
        WholeDepartment = true,
    };

    /// <summary>What England has in a year, as a hub's own.</summary>
    public static V1.TermDates TermDates(string hub, AcademicYear year)
    {
        var dates = HubTermDates.ForEngland(hub["hubs/".Length..], year).ToProto();
        dates.Etag = "";
        return dates;
    }

    public static V1.Feedback Feedback(string giver, FeedbackKind kind = FeedbackKind.Challenge) => new()
    {
        Kind = kind,
        Department = giver,
        Comment = "How will you know that it is the bar models?",
    };

    public static V1.Review Review(string day, params V1.Aim[] aims) => new()
    {
        ReviewDate = day,
        Summary = "Bar models are in every Year 8 lesson",
        AimReviews =
        {
            aims.Select(aim => new V1.Review.Types.AimReview
            {
                Aim = aim.Name,
                Rating = Rating.Amber,
                Narrative = "Two of three classes use them by themselves",
                Impact = "52% of Year 8 are secure in ratio, 41.5% in September",
                NextStep = "Plan the unit on scale together",
            }),
        },
    };
}
