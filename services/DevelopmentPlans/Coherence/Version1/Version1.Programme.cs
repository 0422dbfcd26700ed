using Mastery.Contracts;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans;

static partial class Version1
{
    static IEnumerable<Check> AimRestsOnEvidence(PlanView view) => view.Snapshot.Aims.Select(aim => new Check(
        aim.Name,
        aim.EvidenceIds.Length > 0,
        "The aim rests on no evidence.",
        "Name in its evidence what shows the need, with UpdateAim; add it with CreateEvidence if it is missing."));

    static IEnumerable<Check> EvidenceIsAnswered(PlanView view)
    {
        var answered = view.Snapshot.Aims.SelectMany(aim => aim.EvidenceIds).ToHashSet();
        return view.Snapshot.Evidence.Select(evidence => new Check(
            evidence.Name,
            answered.Contains(evidence.Id),
            "No aim answers this evidence of need.",
            "Name it in the evidence of an aim, or delete it with DeleteEvidence where it shows no need after all."));
    }

    static IEnumerable<Check> NeedsOfStudentsAndTeachers(PlanView view) =>
    [
        Shows(view.Snapshot, NeedsOf.Students, "students"),
        Shows(view.Snapshot, NeedsOf.Teachers, "teachers"),
    ];

    static IEnumerable<Check> AimHasActivity(PlanView view) => view.Snapshot.Aims.Select(aim => new Check(
        aim.Name,
        view.Naming(aim).Count > 0,
        "No activity supports the aim.",
        "Add one with CreateActivity, or name the aim in the aims of one that is there."));

    static IEnumerable<Check> ActivityInYear(PlanView view) => view.Snapshot.Activities.Select(activity => new Check(
        activity.Name,
        activity.StartDate >= view.FirstDay && activity.EndDate <= view.LastDay,
        $"The activity is not within the academic year, {Days(view.FirstDay, view.LastDay)}.",
        "Move its dates with UpdateActivity, or cancel it with CancelActivity."));

    /// <summary>By calendar months, whatever the date of Easter in the year.</summary>
    static IEnumerable<Check> ActivitiesAreSpread(PlanView view)
    {
        var year = view.Snapshot.Year;
        IReadOnlyList<Term> terms =
        [
            new("autumn", year.Start, new(year.FirstYear, 12, 31)),
            new("spring", new(year.FirstYear + 1, 1, 1), new(year.FirstYear + 1, 3, 31)),
            new("summer", new(year.FirstYear + 1, 4, 1), year.End),
        ];
        return terms.Select(term => new Check(
            view.Snapshot.Plan.Name,
            view.Snapshot.Activities.Any(term.Touches),
            $"No activity takes place in the {term.Name} term, {Days(term.Start, term.End)}.",
            $"Plan an activity for the {term.Name} term with CreateActivity, or move one there with UpdateActivity."));
    }

    static IEnumerable<Check> EveryMemberIsReached(PlanView view)
    {
        if (view.Snapshot.Members.Count == 0)
        {
            return
            [
                new(view.Snapshot.Plan.Name,
                    false,
                    "The department has no current member on record, so the programme reaches nobody.",
                    "Add the department's members with CreateParticipant."),
            ];
        }

        var reached = view.Reached(view.Programme).ToHashSet();
        return view.Snapshot.Members.Select(member => new Check(
            member.Name,
            reached.Contains(member),
            "No activity is for this member of the department.",
            "Name the member in the audience of an activity, or make one whole_department, with UpdateActivity."));
    }

    static IEnumerable<Check> AimReachesEveryMember(PlanView view) => view.Snapshot.Aims.Select(aim =>
    {
        var (reached, all) = (view.Reached(view.Serving(aim)).Count, view.Snapshot.Members.Count);
        return new Check(
            aim.Name,
            reached == all,
            $"The aim's activities reach {reached} of {all} members of the department.",
            "Widen the audience of one of its activities, or make one whole_department, with UpdateActivity.");
    });

    static Check Shows(PlanSnapshot snapshot, NeedsOf needs, string whose) => new(
        snapshot.Plan.Name,
        snapshot.Evidence.Any(evidence => evidence.NeedsOf.Contains(needs)),
        $"No evidence shows needs of {whose}.",
        $"Add evidence of what {whose} need, with CreateEvidence.");

    static string Days(DateOnly first, DateOnly last) => $"{IsoDate.Text(first)} to {IsoDate.Text(last)}";
}
