using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>What is told of a plan that was made from another: what it has, what was left behind, and which of its
/// texts still name the former year.</summary>
static class NewPlanAnswer
{
    public static V1.NewPlan OfLaterYear(PlanContent former, PlanContent made)
    {
        List<Aim> left = [.. former.Aims.Where(aim => !PlanForward.IsOpen(aim))];
        var answer = Of(former, made);
        answer.LeftAims.AddRange(left.Select(aim => new V1.NewPlan.Types.LeftAim
        {
            Aim = aim.Name,
            Statement = aim.Statement,
            Status = aim.Status,
        }));
        var (before, year) =
            (AcademicYear.Slashed(former.Plan.AcademicYear), AcademicYear.Slashed(made.Plan.AcademicYear));
        answer.Message = $"{Count(made.Aims.Count, "aim goes", "aims go")} on in {year}"
            + (left.Count == 0 ? "." : $"; {Count(left.Count, "aim", "aims")} of {before} "
                + $"{(left.Count == 1 ? "is" : "are")} met or given up and not taken along.")
            + Look(answer);
        return answer;
    }

    public static V1.NewPlan OfCopy(PlanContent former, PlanContent made)
    {
        var answer = Of(former, made);
        var (before, year) =
            (AcademicYear.Slashed(former.Plan.AcademicYear), AcademicYear.Slashed(made.Plan.AcademicYear));
        answer.Message = $"{Count(made.Aims.Count, "aim", "aims")} and "
            + $"{Count(made.Activities.Count, "activity", "activities")} to begin from: add the department's own "
            + "evidence of need, values and people." + Look(answer);
        return answer;
    }

    /// <summary>The year and the project of a plan, to be found in texts.</summary>
    public static YearWords Words(this Plan plan) =>
        new(AcademicYear.Parse(plan.AcademicYear), plan.Focus.Split('/')[1]);

    static V1.NewPlan Of(PlanContent former, PlanContent made) => new()
    {
        Plan = made.Plan.ToProto(),
        Evidence = { made.Evidence.Select(piece => piece.ToProto()) },
        Aims = { made.Aims.Select(aim => aim.ToProto()) },
        Activities = { made.Activities.Select(activity => activity.ToProto()) },
        OldTexts = { former.Plan.AcademicYear == made.Plan.AcademicYear ? [] : OldTexts(former.Plan, made) },
    };

    static IEnumerable<V1.NewPlan.Types.OldText> OldTexts(Plan former, PlanContent made) =>
        from text in Texts(made)
        from named in former.Words().NamedIn(text.Text)
        select new V1.NewPlan.Types.OldText { Part = text.Part, Field = text.Field, Named = named };

    static IEnumerable<(string Part, string Field, string Text)> Texts(PlanContent made) =>
    [
        (made.Plan.Name, "title", made.Plan.Title),
        (made.Plan.Name, "vision", made.Plan.Vision),
        .. made.Aims.Select(aim => (aim.Name, "statement", aim.Statement)),
        .. made.Aims.SelectMany(aim => aim.SuccessCriteria.Index().Select(criterion =>
            (aim.Name, $"success_criteria[{criterion.Index}].statement", criterion.Item.Statement))),
        .. made.Activities.Select(activity => (activity.Name, "title", activity.Title)),
    ];

    static string Look(V1.NewPlan answer) => answer.OldTexts.Count switch
    {
        0 => "",
        1 => " One text still names the former year or project: look at it again.",
        var count => $" {count} texts still name the former year or project: look at them again.",
    };

    static string Count(int count, string one, string several) => $"{count} {(count == 1 ? one : several)}";
}
