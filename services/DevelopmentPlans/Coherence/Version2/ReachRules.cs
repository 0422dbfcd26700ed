namespace Mastery.DevelopmentPlans;

/// <summary>The programme supports all members of the department in meeting the aims.</summary>
static class ReachRules
{
    const int MostNames = 8;

    const string Hint = "Name each member in the audience of an activity that serves an aim, or set its "
        + "whole_department, with UpdateActivity.";

    /// <summary>A check for each member. Where several are not reached, one finding names them all.</summary>
    public static IEnumerable<Check> EveryMemberIsReached(PlanView view)
    {
        var (plan, members) = (view.Snapshot.Plan.Name, view.Snapshot.Members);
        if (members.Count == 0)
        {
            return
            [
                new(plan,
                    false,
                    "Nobody is on record as expected in the department this year, so the programme can support nobody. "
                        + "Ask the hub to record who teaches in it, and plan for them.",
                    "Add the department's members with CreateParticipant, or correct their posts."),
            ];
        }

        var reached = view.Reached(view.Programme).ToHashSet();
        List<Member> missing = [.. members.Where(member => !reached.Contains(member))];
        return
        [
            .. missing.Take(1).Select(_ => Missing(plan, missing, nobody: reached.Count == 0)),
            .. missing.Skip(1).Select(member => Check.Waiting(member.Name)),
            .. members.Where(reached.Contains).Select(member => new Check(member.Name, true, "", "")),
        ];
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

    static Check Missing(string plan, IReadOnlyList<Member> members, bool nobody) => members is [var only]
        ? new(
            only.Name,
            false,
            $"No activity that serves an aim is for {only.DisplayName}. Add this colleague to one, or open one to the "
                + "whole department.",
            Hint)
        : new(
            plan,
            false,
            nobody
                ? $"Nothing that serves an aim is for anyone in the department yet: {Words.And(Names(members))} are "
                    + "still to be reached. Plan an activity for the whole department, or name who takes part."
                : $"No activity that serves an aim is for {Words.Or(Names(members))}. Add these colleagues to one, or "
                    + "open one to the whole department.",
            $"{Hint} Not reached: {string.Join(", ", members.Select(member => member.Name))}.");

    static IEnumerable<string> Names(IReadOnlyList<Member> members)
    {
        var more = members.Count - MostNames;
        return members.Take(MostNames).Select(member => member.DisplayName)
            .Concat(more > 0 ? [$"{Words.Number(more)} more"] : []);
    }
}
