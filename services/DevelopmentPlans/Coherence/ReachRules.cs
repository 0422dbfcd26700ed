namespace Mastery.DevelopmentPlans;

/// <summary>The programme supports all members of the department.</summary>
static class ReachRules
{
    public static IEnumerable<Check> EveryMemberIsReached(PlanPicture picture)
    {
        if (picture.Members.Count == 0)
        {
            return
            [
                new(picture.Plan,
                    false,
                    "The department has no current member on record, so the programme reaches nobody.",
                    "Add the department's members with CreateParticipant."),
            ];
        }

        var reached = picture.Reached(picture.Activities).ToHashSet();
        return picture.Members.Select(member => new Check(
            member,
            reached.Contains(member),
            "No activity is for this member of the department.",
            "Name the member in the audience of an activity, or make one whole_department, with UpdateActivity."));
    }

    public static IEnumerable<Check> AimReachesEveryMember(PlanPicture picture) => picture.Aims.Select(aim =>
    {
        var reached = picture.Reached(picture.ActivitiesOf(aim)).Count;
        return new Check(
            aim.Name,
            reached == picture.Members.Count,
            $"The aim's activities reach {reached} of {picture.Members.Count} members of the department.",
            "Widen the audience of one of its activities, or make one whole_department, with UpdateActivity.");
    });
}
