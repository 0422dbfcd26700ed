using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Makes the sheet of a plan: pure, so that the same plan always has the same sheet.</summary>
static class PlanSheetMaker
{
    const string WholeDepartment = "The whole department";

    /// <param name="plan">The plan.</param>
    /// <param name="former">The plans of its story, with their aims.</param>
    /// <param name="peers">What other services know.</param>
    /// <param name="terms">The terms of its hub.</param>
    /// <param name="today">The day.</param>
    public static PlanSheet Make(
        PlanContent plan, IReadOnlyList<PlanContent> former, ExportPeers peers, TermDates terms, DateOnly today)
    {
        var lineage = new SheetLineage(former);
        var department = peers.People.Department;
        var content = plan with { Activities = department?.Activities ?? plan.Activities };
        List<Activity> activities =
            [.. content.Activities.OrderBy(activity => activity.StartDate).ThenBy(activity => activity.Id)];
        return new()
        {
            Title = content.Plan.Title,
            School = peers.School,
            Subject = peers.Subject,
            Focus = peers.Focus,
            AcademicYear = AcademicYear.Slashed(content.Plan.AcademicYear),
            State = PlanWords.Of(content.Plan.State),
            Continues = lineage.Of(content.Plan),
            AgreeDate = content.Plan.AgreeTime is { } agreed ? EnglandTime.Date(agreed) : null,
            Revision = content.Plan.Revision,
            RuleSetVersion = content.Plan.RuleSetVersion,
            UndeliveredReason = content.Plan.UndeliveredReason,
            ExportDate = today,
            Vision = content.Plan.Vision,
            Notes = peers.Notes,
            Evidence = [.. content.Evidence.Select((evidence, at) => EvidenceOf(at + 1, evidence))],
            Aims =
            [
                .. content.Aims.Zip(PlanSheetHistory.Trends(content)).Select((one, at) =>
                    AimOf(at + 1, one.First, lineage.Of(one.First), content.Evidence, one.Second)),
            ],
            Activities = [.. activities.Select((one, at) => ActivityOf(at + 1, one, content.Aims, peers.People))],
            Reach = department is null ? null : ReachOf(content, department.People, terms, today),
            Reviews = PlanSheetHistory.Reviews(content),
            Feedback = PlanSheetHistory.Feedback(content, [.. activities.Select(activity => activity.Id)]),
        };
    }

    static EvidenceLine EvidenceOf(int number, Evidence evidence) => new(
        number,
        evidence.Finding,
        [.. evidence.NeedsOf.Select(PlanWords.Of)],
        PlanWords.Of(evidence.Kind),
        evidence.CollectDate,
        evidence.MeasureLabel is { } label
            ? new(label, evidence.MeasureValue ?? 0, evidence.MeasureUnit ?? "")
            : null,
        evidence.Attachments);

    static AimLine AimOf(
        int number, Aim aim, string continues, IReadOnlyList<Evidence> evidence, string trend) => new(
        number,
        aim.Statement,
        continues,
        PlanWords.Of(aim.Status),
        PlanWords.Of(aim.Horizon),
        aim.OutcomeHeading,
        [.. aim.BigIdeas.Select(PlanWords.Of)],
        aim.EssenceThemes,
        Places(evidence, aim.EvidenceIds, piece => piece.Id),
        [.. aim.SuccessCriteria.Select((criterion, at) => CriterionOf($"{number}.{at + 1}", criterion))],
        trend);

    static CriterionLine CriterionOf(string number, SuccessCriterion criterion) => new(
        number,
        criterion.Statement,
        PlanWords.Of(criterion.Direction),
        criterion.Baseline,
        criterion.Target,
        criterion.Unit,
        criterion.DueDate,
        criterion.Observer,
        criterion.Measurements);

    static ActivityLine ActivityOf(int number, Activity activity, IReadOnlyList<Aim> aims, ExportPeople people) => new(
        number,
        activity.Title,
        PlanWords.Of(activity.Kind),
        PlanWords.Of(activity.State),
        activity.StartDate,
        activity.EndDate,
        activity.Hours,
        people.Name(activity.LedBy),
        activity.WholeDepartment ? [WholeDepartment] : Named(activity.Audience, people),
        Places(aims, activity.AimIds, aim => aim.Id),
        activity.DeliverDate,
        Named([.. activity.Attendances.Where(one => one.Present).Select(one => one.Participant)], people));

    /// <summary>Names that cannot be shown are counted.</summary>
    static IReadOnlyList<string> Named(string[] persons, ExportPeople people) => people.Department is not null
        ? [.. persons.Select(people.Name).Order(StringComparer.Ordinal)]
        : persons.Length == 0 ? []
        : [persons.Length == 1 ? "One person" : $"{persons.Length} people"];

    /// <summary>Whom the programme reaches, as the report of the plan's version of the rules counts it.</summary>
    static ReachLine ReachOf(PlanContent content, DepartmentPeople people, TermDates terms, DateOnly today)
    {
        var view = new PlanView(
            new(content, people, FocusView.None, terms, today), RuleSets.Of(0, content.Plan).Bounds);
        var (members, reached) = (view.Snapshot.Members, view.Reached(view.Programme));
        return new(
            members.Count,
            reached.Count,
            [.. members.Except(reached).Select(member => member.DisplayName)],
            [
                .. content.Aims.Index().Where(at => !at.Item.Dropped).Select(at =>
                    new AimReachLine(at.Index + 1, view.Reached(view.Serving(at.Item)).Count)),
            ]);
    }

    /// <summary>The numbers, from 1, of the parts with the ids.</summary>
    static IReadOnlyList<int> Places<T>(IReadOnlyList<T> parts, Guid[] ids, Func<T, Guid> idOf) =>
        [.. parts.Index().Where(at => ids.Contains(idOf(at.Item))).Select(at => at.Index + 1)];
}
