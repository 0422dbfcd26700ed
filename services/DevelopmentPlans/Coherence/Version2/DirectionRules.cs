using Mastery.Common.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>The plan is sustained, and takes up what the focus and its project are about.</summary>
static class DirectionRules
{
    /// <summary>A project without headings asks for none.</summary>
    public static IEnumerable<Check> OutcomeHeadingIsKnown(PlanView view)
    {
        var headings = view.Snapshot.Focus.OutcomeHeadings;
        return view.Snapshot.Aims.Select(aim => Check.Of(
            aim.Name,
            aim.OutcomeHeading.Length == 0 || headings.Count == 0 || headings.Contains(aim.OutcomeHeading),
            () => $"The aim {Words.Quote(aim.Statement)} stands under {Words.Quote(aim.OutcomeHeading)}, which is "
                + $"no heading of the programme. Choose {Words.Or(headings.Order().Select(Words.Quote))}, or leave "
                + "it out.",
            "Set outcome_heading with UpdateAim."));
    }

    public static IEnumerable<Check> EssenceThemeIsKnown(PlanView view)
    {
        var themes = view.Snapshot.Focus.EssenceThemes;
        return view.Snapshot.Aims.Select(aim =>
        {
            string[] unknown = themes.Count == 0
                ? []
                : [.. aim.EssenceThemes.Where(theme => !themes.Contains(theme)).Order()];
            return Check.Of(
                aim.Name,
                unknown.Length == 0,
                () => $"The aim {Words.Quote(aim.Statement)} names {Words.And(unknown.Select(Words.Quote))}, which "
                    + "the Essence of Mathematics Teaching for Mastery does not have. Choose a theme of it, or "
                    + "leave it out.",
                "Set essence_themes with UpdateAim, as the project's essence_themes has them.");
        });
    }

    public static IEnumerable<Check> Sustained(PlanView view) =>
    [
        view.Snapshot.Aims.Count == 0
            ? Check.Waiting(view.Snapshot.Plan.Name)
            : new(
                view.Snapshot.Plan.Name,
                view.Snapshot.Aims.Any(aim => aim.IsLongTerm),
                "No aim looks beyond this year. Say of at least one how it is to last, or what it leads to.",
                "Set the horizon of an aim to HORIZON_LONG, with UpdateAim."),
    ];

    public static IEnumerable<Check> AlignedWithFocus(PlanView view)
    {
        var (plan, aims, focus) = (view.Snapshot.Plan.Name, view.Snapshot.Aims, view.Snapshot.Focus);
        string[] offered =
        [
            .. focus.BigIdeas.Order().Select(Name),
            .. focus.OutcomeHeadings.Order().Select(Words.Quote),
        ];
        return
        [
            aims.Count == 0
                ? Check.Waiting(plan)
                : new(
                    plan,
                    offered.Length == 0 || aims.Any(aim => aim.BigIdeas.Any(focus.BigIdeas.Contains)
                        || focus.OutcomeHeadings.Contains(aim.OutcomeHeading)),
                    "No aim takes up what the focus is about. Say which aim serves one of these: "
                        + $"{Words.Or(offered)}.",
                    "Set big_ideas or outcome_heading of an aim, with UpdateAim."),
        ];
    }

    static string Name(BigIdea idea) => idea switch
    {
        BigIdea.Coherence => "Coherence",
        BigIdea.RepresentationAndStructure => "Representation and Structure",
        BigIdea.MathematicalThinking => "Mathematical Thinking",
        BigIdea.Fluency => "Fluency",
        BigIdea.Variation => "Variation",
        _ => "another big idea",
    };
}
