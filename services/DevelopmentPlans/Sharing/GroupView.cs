using FeedbackState = Mastery.DevelopmentPlans.V1.Feedback.Types.State;
using Kind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;

namespace Mastery.DevelopmentPlans;

/// <summary>What is to be said of the plans of a Work Group, for whoever leads it.</summary>
static class GroupView
{
    public static V1.WorkGroupPlans Of(IReadOnlyList<GroupMember> members, IReadOnlyList<SharedPlan> shared)
    {
        List<V1.WorkGroupPlans.Types.Member> all = [.. members.Select(member => Of(member, shared))];
        return new()
        {
            Members = { all },
            Overlaps = { GroupOverlaps.Of(shared) },
            Exchanges = { shared.SelectMany(plan => plan.Feedback.Select(given => (plan, given)))
                .OrderBy(one => one.given.CreateTime).Select(one => Of(one.plan, one.given, members)) },
            Messages = { Messages(all) },
        };
    }

    static V1.WorkGroupPlans.Types.Member Of(GroupMember member, IReadOnlyList<SharedPlan> shared)
    {
        var own = shared.FirstOrDefault(plan => plan.Member == member);
        var described = new V1.WorkGroupPlans.Types.Member
        {
            Department = member.Department,
            SchoolDisplayName = member.School,
            Plan = own?.Plan.Name ?? "",
            Title = own?.Plan.Title ?? "",
            AimCount = own?.Aims.Count ?? 0,
            GivenCount = shared.Sum(plan => plan.Feedback.Count(given => given.Department == member.Department)),
            ReceivedCount = own?.Feedback.Count ?? 0,
            UnansweredCount = own?.Feedback.Count(Waits) ?? 0,
        };
        described.Message = Sentence(described);
        return described;
    }

    static string Sentence(V1.WorkGroupPlans.Types.Member member)
    {
        var shares = member.Plan.Length == 0
            ? $"{member.SchoolDisplayName} does not share a plan"
            : $"{member.SchoolDisplayName} shares {Words.Quote(member.Title)} with "
                + Words.Count(member.AimCount, "aim", "aims");
        var given = member.GivenCount == 0 ? "no feedback" : $"feedback {GroupWords.Times(member.GivenCount)}";
        var received = member.ReceivedCount == 0 ? "none" : $"it {GroupWords.Times(member.ReceivedCount)}";
        var waiting = member.UnansweredCount == 0 ? ""
            : $" {GroupWords.ChallengesWait(member.UnansweredCount)} for its answer.";
        return $"{shares}, has given {given} and received {received}.{waiting}";
    }

    static IEnumerable<string> Messages(List<V1.WorkGroupPlans.Types.Member> members)
    {
        if (members.Count == 0)
        {
            return ["No department takes part in the Work Group now."];
        }

        var sharing = members.Count(member => member.Plan.Length > 0);
        var waiting = members.Sum(member => member.UnansweredCount);
        return
        [
            sharing == members.Count ? "Every department shares a plan."
                : sharing == 0 ? "No department shares a plan."
                : $"{Words.Capital(Words.Number(sharing))} of "
                    + $"{Words.Count(members.Count, "department", "departments")} "
                    + $"{(sharing == 1 ? "shares" : "share")} a plan.",
            .. Said("share a plan yet", "does not", "do not", members.Where(member => member.Plan.Length == 0)),
            .. Said("given nor received feedback", "has neither", "have neither",
                members.Where(member => member.GivenCount + member.ReceivedCount == 0)),
            $"{GroupWords.ChallengesWait(waiting)} for an answer.",
        ];
    }

    static IEnumerable<string> Said(
        string what, string one, string several, IEnumerable<V1.WorkGroupPlans.Types.Member> members)
    {
        List<string> schools = [.. members.Select(member => member.SchoolDisplayName)];
        return schools.Count == 0 ? [] : [$"{Words.And(schools)} {(schools.Count == 1 ? one : several)} {what}."];
    }

    static V1.WorkGroupPlans.Types.Exchange Of(SharedPlan plan, Feedback given, IReadOnlyList<GroupMember> members)
    {
        var giver = members.FirstOrDefault(member => member.Department == given.Department)?.School
            ?? (given.SchoolDisplayName.Length > 0 ? given.SchoolDisplayName : "A department that has left");
        var verb = given.Kind == Kind.Challenge ? "challenged" : "supported";
        var answer = given.Response.Length > 0 ? $" The answer: {GroupWords.Said(given.Response)}"
            : Waits(given) ? " It waits for an answer."
            : "";
        var settled = given.State != FeedbackState.Resolved ? ""
            : given.Resolution.Length > 0 ? $" Settled: {GroupWords.Said(given.Resolution)}"
            : " Settled.";
        return new()
        {
            Feedback = given.Name,
            Message = $"{giver} {verb} {plan.Member.School} on {Subject(plan, given)}: {GroupWords.Said(given.Comment)}"
                + answer + settled,
        };
    }

    static string Subject(SharedPlan plan, Feedback given) => given.SubjectKind switch
    {
        Aim.Collection when plan.Aims.FirstOrDefault(aim => aim.Id == given.SubjectId) is { } aim =>
            $"the aim {Words.Quote(aim.Statement)}",
        Aim.Collection => "an aim",
        Evidence.Collection => "a piece of evidence",
        Activity.Collection => "an activity",
        _ => $"the plan {Words.Quote(plan.Plan.Title)}",
    };

    static bool Waits(Feedback given) => given is { Kind: Kind.Challenge, State: FeedbackState.Open };
}
