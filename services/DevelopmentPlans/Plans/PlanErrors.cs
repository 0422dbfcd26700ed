using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans;

/// <summary>The errors of plans, each with what to do about it.</summary>
static class PlanErrors
{
    public static ApiError WrongState(Plan plan, ReadOnlySpan<PlanState> allowed) =>
        ApiError.WrongState(plan.Name, plan.State, allowed, Remedy(plan.State));

    public static ApiError WrongState(Activity activity) => ApiError.WrongState(
        activity.Name, activity.State, [ActivityState.Planned], "it is over; create another with CreateActivity");

    public static ApiError OnlyProgress(Plan plan) => ApiError.WrongState(
        plan.Name,
        plan.State,
        [PlanState.Draft, PlanState.Shared],
        "only an aim's status and the measurements of its success criteria can change; "
            + "to change more, return the plan with ReturnPlan");

    public static ApiError Moved(string name, string movedTo) => ApiError.Precondition(
        ErrorReason.Moved, "MOVED", name,
        $"'{name}' went to another hub with its department, as '{movedTo}': that hub changes it now.",
        new Dictionary<string, string> { ["moved_to"] = movedTo });

    /// <summary>The reason why nothing was delivered is missing, or given where it does not hold.</summary>
    public static ApiError Undelivered(Plan plan, bool undelivered) => undelivered
        ? ApiError.Precondition(
            ErrorReason.Incomplete, "UNDELIVERED", plan.Name,
            "Nothing of this agreed plan is recorded as delivered. Mark what took place with DeliverActivity; if "
            + "nothing did, say why in undelivered_reason.")
        : ApiError.Invalid(
            "undelivered_reason", "must be empty unless the plan is agreed and none of its activities was delivered");

    public static ApiError NotDelivered(Activity activity) => ApiError.WrongState(
        activity.Name, activity.State, [ActivityState.Delivered],
        activity.State == ActivityState.Planned
            ? "mark it as delivered first with DeliverActivity"
            : "nobody can have come to it");

    /// <summary>Names those who are not of the department, by the names under which the hub knows them.</summary>
    public static ApiError NotOfDepartment(
        AcademicYear year, IReadOnlyList<(string Name, Member? Person)> strangers, int more)
    {
        var who = string.Join(", ", strangers.Select(stranger => Who(stranger.Person)).Distinct())
            + (more > 0 ? $" and {more} more" : "");
        var when = AcademicYear.Slashed($"{year}");
        return ApiError.Precondition(
            ErrorReason.ReferenceInvalid,
            $"Not of this department in {when}: {who}. Leave them out, or enter a post in the department for them "
            + "first.",
            strangers.Select(stranger => (
                "REFERENCE", stranger.Name, $"{Who(stranger.Person)} holds no post in the department in {when}.")));
    }

    public static ApiError LeaderUnknown(string person) => Reference(
        person,
        "The hub does not know whoever leads the activity: name a person of the department, the lead of the Work Group "
        + "or somebody else of the hub, or leave it empty.");

    public const string PlanRevisionType = "mastery.services/PlanRevision";

    public static ApiError RevisionNotKept(string name, long first) => ApiError.NotFound(
        PlanRevisionType, name,
        $"This revision is older than those that are kept: of this plan they begin with revision {first}.");

    public static ApiError OtherDepartment(string enrolment) => Reference(
        enrolment, $"'{enrolment}' is of another department: name one of the plan's own, or use CopyPlan.");

    public static ApiError GoesOn(Plan plan, Plan next) => Children(
        plan.Name, $"The plan '{next.Name}' goes on from it: delete that one first, or close this one with ClosePlan.");

    public static ApiError NotLater(string enrolment, string year) => Reference(
        enrolment, $"'{enrolment}' is not of a later year than {AcademicYear.Slashed(year)}, which the plan is for.");

    public static ApiError HasPlan(Plan first) => ApiError.AlreadyExists(Plan.Type, first.Name);

    public static ApiError ReferenceInvalid(string name) =>
        Reference(name, $"'{name}' is not in this plan: create it first, or leave it out.");

    public static ApiError EnrolmentUnknown(string enrolment) =>
        Reference(enrolment, $"'{enrolment}' was not found: name an enrolment of this hub.");

    public static ApiError EnrolmentOver(Participants.V1.Enrolment enrolment) => Reference(
        enrolment.Name,
        $"'{enrolment.Name}' is {Enums.Text(enrolment.State)}: " + enrolment.State switch
        {
            Participants.V1.Enrolment.Types.State.Deferred => "resume it with ResumeEnrolment first.",
            Participants.V1.Enrolment.Types.State.Transferred =>
                $"make the plan for '{enrolment.TransferredTo}', by which the department goes on.",
            _ => "a plan is made for an enrolment that takes part.",
        });

    public static ApiError FocusGone(string focus) =>
        Reference(focus, $"The plan's focus '{focus}' is no longer in the catalogue.");

    public static ApiError EvidenceInUse(Evidence evidence, string aim) =>
        Children(evidence.Name, $"The aim '{aim}' rests on it: change the aim first.");

    public static ApiError AimInUse(Aim aim, string activity) =>
        Children(aim.Name, $"The activity '{activity}' supports it: change the activity first.");

    public static ApiError CorrectedAlready(Review first, string by) => ApiError.AlreadyExists(
        Review.Type, by,
        $"The review of {EnglandTime.Words(first.ReviewDate)} was put right already: correct the later one instead.");

    public static ApiError HasHistory(Plan plan) => Children(
        plan.Name,
        $"The plan {Words.Quote(plan.Title)} was reviewed, or others gave feedback on it, which is kept: close it with "
            + "ClosePlan instead.");

    public static ApiError OwnPlan(Plan plan) => Reference(
        plan.Department,
        "Feedback comes from another department of the Work Group, and this is the department's own plan.");

    public static ApiError NotOfTheWorkGroup(Plan plan, string department) => Reference(
        department,
        $"The department does not take part in the Work Group in which the plan {Words.Quote(plan.Title)} is shared: "
            + "only those that take part give feedback on it.");

    public static ApiError SharingEnded(Plan plan) => Reference(
        plan.Enrolment,
        $"The department of the plan {Words.Quote(plan.Title)} no longer takes part in the Work Group, so its plan is "
            + "no longer shared there.");

    /// <summary>Lists every finding that prevents the agreement, in the words of the report.</summary>
    public static ApiError NotCoherent(Plan plan, V1.PlanAssessment assessment)
    {
        List<V1.Finding> musts = [.. assessment.Findings.Where(finding => finding.Severity == Severity.Must)];
        return ApiError.Precondition(
            ErrorReason.PlanNotCoherent,
            $"The plan {Words.Quote(plan.Title)} cannot be agreed yet: "
                + $"{Words.Count(musts.Count, "thing has", "things have")} to be mended first.",
            musts.Select(finding => ("RULE_" + Enums.Text(finding.Rule), finding.Subject, finding.Message)));
    }

    static string Who(Member? person) => person?.DisplayName ?? "somebody whom the hub does not know";

    static ApiError Reference(string subject, string description) =>
        ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", subject, description);

    static ApiError Children(string subject, string description) =>
        ApiError.Precondition(ErrorReason.HasChildren, "CHILDREN", subject, description);

    static string Remedy(PlanState state) => state switch
    {
        PlanState.Draft => "share it first with SharePlan",
        PlanState.Agreed => "return it to DRAFT first with ReturnPlan",
        PlanState.Closed => "it is over; create a new plan for the enrolment",
        _ => "agree it with AgreePlan, return it with ReturnPlan or close it with ClosePlan",
    };
}
