namespace Mastery.DevelopmentPlans;

/// <summary>The programme supports all members of the department.</summary>
static class ReachRules
{
    public static IEnumerable<Check> EveryMemberIsReached(PlanSnapshot snapshot)
    {
        if (snapshot.Members.Count == 0)
        {
            return
            [
                new(snapshot.Plan,
                    false,
                    "The department has no current member on record, so the programme reaches nobody.",
                    "Add the department's members with CreateParticipant."),
            ];
        }

        var reached = snapshot.Reached(snapshot.Activities).ToHashSet();
        return snapshot.Members.Select(member => new Check(
            member.Name,
            reached.Contains(member),
            "No activity is for this member of the department.",
            "Name the member in the audience of an activity, or make one whole_department, with UpdateActivity."));
    }

    public static IEnumerable<Check> AimReachesEveryMember(PlanSnapshot snapshot) => snapshot.Aims.Select(aim =>
    {
        var reached = snapshot.Reached(snapshot.ActivitiesOf(aim)).Count;
        return new Check(
            aim.Name,
            reached == snapshot.Members.Count,
            $"The aim's activities reach {reached} of {snapshot.Members.Count} members of the department.",
            "Widen the audience of one of its activities, or make one whole_department, with UpdateActivity.");
    });
}
