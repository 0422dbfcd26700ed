using Mastery.ServiceDefaults;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans;

/// <summary>Aims are based on evidence of need.</summary>
static class EvidenceRules
{
    public static IEnumerable<Check> AimRestsOnEvidence(PlanView view) => view.Snapshot.Aims.Select(aim =>
    {
        List<Evidence> named = [.. view.EvidenceOf(aim)];
        var problems = named.Select(piece => Problem(piece, view)).ToList();
        return Check.Of(
            aim.Name,
            problems.Contains(null),
            () => named.Count == 0
                ? $"The aim {Words.Quote(aim.Statement)} rests on no evidence of need. Name what showed the need: "
                    + "results, a look at books, lesson visits, what students or colleagues say."
                : $"What the aim {Words.Quote(aim.Statement)} rests on shows no need yet: "
                    + $"{Words.And(problems.OfType<string>())}. Say what was looked at, when, and what was found.",
            "Name evidence in the aim's evidence, with UpdateAim: a finding that says something, with a collect_date "
                + "that is not in the future. Add it with CreateEvidence if it is missing.");
    });

    public static IEnumerable<Check> NeedsOfStudentsAndTeachers(PlanView view)
    {
        var shown = view.Snapshot.Evidence.SelectMany(piece => piece.NeedsOf).ToHashSet();
        if (view.Snapshot.Evidence.Count == 0)
        {
            return
            [
                new(view.Snapshot.Plan.Name,
                    false,
                    "The plan has no evidence of need yet. Look at what students find hard, and at what teachers find "
                        + "hard; one look at books or lessons may show both.",
                    "Add evidence with CreateEvidence, with NEEDS_OF_STUDENTS and NEEDS_OF_TEACHERS in needs_of."),
                Check.Waiting(view.Snapshot.Plan.Name),
            ];
        }

        return
        [
            Shows(NeedsOf.Students, "students", "in their work, in results, or in what they say", "STUDENTS"),
            Shows(NeedsOf.Teachers, "teachers", "in lesson visits, in planning, or in what colleagues say", "TEACHERS"),
        ];

        Check Shows(NeedsOf needs, string whose, string where, string name) => new(
            view.Snapshot.Plan.Name,
            shown.Contains(needs),
            $"No evidence shows what {whose} need. Look for it {where}; where evidence that is there shows it as well, "
                + "say so.",
            $"Add NEEDS_OF_{name} to the needs_of of evidence with UpdateEvidence, or add evidence with "
                + "CreateEvidence.");
    }

    public static IEnumerable<Check> EvidenceIsAnswered(PlanView view)
    {
        var answered = view.Snapshot.Aims.SelectMany(aim => aim.EvidenceIds).ToHashSet();
        return view.Snapshot.Evidence.Select(piece => view.Snapshot.Aims.Count == 0
            ? Check.Waiting(piece.Name)
            : Check.Of(
                piece.Name,
                answered.Contains(piece.Id),
                () => $"No aim answers the evidence {Of(piece)}. Let an aim rest on it, or take it out if it shows "
                    + "no need.",
                "Name it in the evidence of an aim with UpdateAim, or delete it with DeleteEvidence."));
    }

    public static IEnumerable<Check> EvidenceIsRecent(PlanView view)
    {
        var oldest = view.Snapshot.Year.Start.AddMonths(-view.Bounds.EvidenceMonths);
        return view.Snapshot.Evidence.Select(piece => Check.Of(
            piece.Name,
            piece.CollectDate >= oldest,
            () => $"The evidence {Of(piece)} is more than {view.Bounds.EvidenceMonths} months older than the year "
                + "of the plan. Look again whether it is still so.",
            $"Collect it again: a collect_date from {oldest:yyyy-MM-dd} on."));
    }

    /// <summary>Evidence of need comes before what answers it. Later evidence may join an aim that had some from the
    /// start, as long as something is still to come that can answer it.</summary>
    public static IEnumerable<Check> EvidenceComesFirst(PlanView view)
    {
        var ofEvidence = view.Snapshot.Aims.SelectMany(aim => aim.EvidenceIds.Select(id => (Id: id, Aim: aim)))
            .ToLookup(pair => pair.Id, pair => pair.Aim);
        return view.Snapshot.Evidence.Select(piece => piece.CollectDate > view.Snapshot.Today
            ? new(
                piece.Name,
                false,
                $"The evidence {Of(piece)} is of a day that is still to come. Correct the day.",
                "Set a collect_date that is not in the future, with UpdateEvidence.")
            : ofEvidence[piece.Id].FirstOrDefault(aim => ComesLate(piece, aim, view)) is { } aim
                ? new(
                    piece.Name,
                    false,
                    $"The evidence {Of(piece)} comes after what is to answer it: "
                        + $"{Words.Quote(view.First(aim)!.Title)}, {Words.Days(view.First(aim)!)}. Name what showed "
                        + "the need before, or plan something after it.",
                    "Name earlier evidence in the aim's evidence, or an activity in CreateActivity that starts after "
                        + $"collect_date. The aim is {aim.Name}.")
                : new Check(piece.Name, true, "", ""));
    }

    public static IEnumerable<Check> EvidenceSaysEnough(PlanView view) =>
        view.Snapshot.Evidence.Select(piece => Check.Of(
            piece.Name,
            Texts.WordCount(piece.Finding) >= view.Bounds.FewestWords.Finding,
            () => $"The evidence {Of(piece)} says little. Say what was looked at, of how many, and what was found.",
            "Write a longer finding, with UpdateEvidence."));

    public static IEnumerable<Check> EvidenceDiffers(PlanView view) => AimRules.Same(
        [.. view.Snapshot.Evidence.Select(piece => (piece.Name, piece.Finding))],
        view.Bounds.Sameness,
        "pieces of evidence",
        "Keep one, or say in each what it alone shows.",
        "Delete all but one with DeleteEvidence, or write another finding with UpdateEvidence.");

    static bool ComesLate(Evidence piece, Aim aim, PlanView view) =>
        view.First(aim) is { } first
            && piece.CollectDate > view.Begin(first)
            && (view.EvidenceOf(aim).All(other => other.CollectDate >= piece.CollectDate)
                || view.Naming(aim).All(activity => view.Begin(activity) < piece.CollectDate));

    /// <summary>Why evidence shows no need; null if it does.</summary>
    static string? Problem(Evidence piece, PlanView view) =>
        !Texts.SaysSomething(piece.Finding, view.Bounds.Sentence)
            ? $"{Words.Quote(piece.Finding)} does not say what was found"
            : piece.CollectDate > view.Snapshot.Today
                ? $"{Words.Quote(piece.Finding)} is dated {EnglandTime.Words(piece.CollectDate)}, which is "
                    + "still to come"
                : null;

    static string Of(Evidence piece) => $"{Words.Quote(piece.Finding)} ({EnglandTime.Words(piece.CollectDate)})";
}
