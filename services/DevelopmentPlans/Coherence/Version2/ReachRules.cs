namespace Mastery.DevelopmentPlans;

/// <summary>The programme supports all members of the department in meeting the aims.</summary>
static class ReachRules
{
    const int MostNames = 8;

    const string Hint = "Name the member in the audience of an activity that serves an aim, or set its "
        + "whole_department, with UpdateActivity.";

    public static IEnumerable<Check> EveryMemberIsReached(PlanView view)
    {
        var (plan, members) = (view.Snapshot.Plan.Name, view.Snapshot.Members);
        var reached = view.Reached(view.Programme).ToHashSet();
        return (members.Count, reached.Count) switch
        {
            (0, _) =>
            [
                new(plan,
                    false,
                    "Nobody is on record as expected in the department this year, so the programme can support nobody. "
                        + "Ask the hub to record who teaches in it.",
                    "Add the department's members with CreateParticipant, or correct their posts."),
            ],
            (1, 0) => [Missing(members[0])],
            (_, 0) =>
            [
                new(plan, false, Nobody(members), Hint),
                .. members.Skip(1).Select(member => Check.Waiting(member.Name)),
            ],
            _ => members.Select(member =>
                reached.Contains(member) ? new(member.Name, true, "", "") : Missing(member)),
        };
    }

    /// <summary>People who have left the department may stand in what they took part in. Anybody whom the hub knows may
    /// lead an activity, for example the lead of the Work Group.</summary>
    public static IEnumerable<Check> PeopleAreOfDepartment(PlanView view) => view.Snapshot.Activities.Select(activity =>
    {
        var known = view.Snapshot.People.OnRecord;
        string[] strangers =
            [.. activity.Audience.Where(person => !known.Contains(person)).Order(StringComparer.Ordinal)];
        var ledByStranger = activity.LedBy.Length > 0 && !known.Contains(activity.LedBy)
            && !view.Snapshot.People.OthersOfHub.Contains(activity.LedBy);
        List<string> problems =
        [
            .. strangers.Length > 0
                ? [$"names {Words.Count(strangers.Length, "person", "people")} who "
                    + $"{(strangers.Length == 1 ? "is" : "are")} not of the department"]
                : Array.Empty<string>(),
            .. ledByStranger ? ["is led by somebody whom the hub does not know"] : Array.Empty<string>(),
        ];
        return Check.Of(
            activity.Name,
            problems.Count == 0,
            () => $"{Words.Quote(activity.Title)} {Words.And(problems)}. Name colleagues of the department, or ask "
                + "the hub to record their posts there.",
            "Change audience or led_by with UpdateActivity. Not of the department: "
                + $"{string.Join(", ", strangers.Concat(ledByStranger ? [activity.LedBy] : []).Distinct())}.");
    });

    static Check Missing(Member member) => new(
        member.Name,
        false,
        $"No activity that serves an aim is for {member.DisplayName}. Add this colleague to one, or open one to the "
            + "whole department.",
        Hint);

    static string Nobody(IReadOnlyList<Member> members)
    {
        var more = members.Count - MostNames;
        var names = members.Take(MostNames).Select(member => member.DisplayName)
            .Concat(more > 0 ? [$"{Words.Number(more)} more"] : []);
        return $"Nothing that serves an aim is for anyone in the department yet: {Words.And(names)} are still to be "
            + "reached. Plan an activity for the whole department, or name who takes part.";
    }
}
