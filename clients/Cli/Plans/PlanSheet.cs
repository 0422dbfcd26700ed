using System.Globalization;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Plans;

/// <summary>A plan with its evidence, aims and programme, as people read it.</summary>
sealed class PlanSheet
{
    const int PageSize = 1000;

    readonly Plan _plan;
    readonly Names _names;
    readonly List<Evidence> _evidence = [];
    readonly List<Aim> _aims = [];
    readonly List<Activity> _activities = [];

    PlanSheet(Plan plan, Names names) => (_plan, _names) = (plan, names);

    /// <summary>Reads all parts of a plan.</summary>
    public static async Task<PlanSheet> ReadAsync(ApiClients api, Plan plan, CancellationToken cancellation)
    {
        var sheet = new PlanSheet(plan, new(api, cancellation));
        sheet._evidence.AddRange(await Paging.AllAsync(
            api.Plans.ListEvidenceAsync, new ListEvidenceRequest { Parent = plan.Name, PageSize = PageSize },
            page => page.Evidence, cancellation).ToListAsync(cancellation));
        sheet._aims.AddRange(await Paging.AllAsync(
            api.Plans.ListAimsAsync, new ListAimsRequest { Parent = plan.Name, PageSize = PageSize },
            page => page.Aims, cancellation).ToListAsync(cancellation));
        sheet._activities.AddRange(await Paging.AllAsync(
            api.Plans.ListActivitiesAsync, new ListActivitiesRequest { Parent = plan.Name, PageSize = PageSize },
            page => page.Activities, cancellation).ToListAsync(cancellation));
        _ = sheet.Lines().Count();
        await sheet._names.LoadAsync();
        return sheet;
    }

    public void Write(IAnsiConsole console)
    {
        foreach (var line in Lines())
        {
            console.WriteLine(line);
        }
    }

    IEnumerable<string> Lines() =>
    [
        $"{_plan.Title}: {_names.Of(_plan.Department)}, {_names.Of(_plan.Focus)}, "
            + $"{AcademicYear.Slashed(_plan.AcademicYear)}, {_plan.State.Plain()}",
        .. _plan.Vision.Length > 0 ? [_plan.Vision] : Array.Empty<string>(),
        .. _plan.UndeliveredReason.Length > 0
            ? [$"Nothing was delivered: {_plan.UndeliveredReason}"]
            : Array.Empty<string>(),
        "",
        "Evidence of need",
        .. _evidence.Select(piece => $"- {England.Day(piece.CollectDate)}, {piece.Kind.Plain()}: {piece.Finding}"),
        "",
        "Aims",
        .. _aims.SelectMany(Of),
        "",
        "Professional development programme",
        .. _activities.OrderBy(activity => activity.StartDate, StringComparer.Ordinal).Select(Of),
    ];

    IEnumerable<string> Of(Aim aim) =>
    [
        $"- {aim.Statement} ({aim.Status.Plain()})",
        .. aim.SuccessCriteria.Select(criterion => $"    {Of(criterion)}"),
    ];

    static string Of(Aim.Types.SuccessCriterion criterion)
    {
        var values = criterion switch
        {
            { HasBaseline: true, HasTarget: true } =>
                $", from {Number(criterion.Baseline)} to {Number(criterion.Target)} {criterion.Unit}",
            { HasTarget: true } => $", {Number(criterion.Target)} {criterion.Unit}",
            _ => "",
        };
        var due = criterion.DueDate.Length > 0 ? $", by {England.Day(criterion.DueDate)}" : "";
        return criterion.Statement.TrimEnd('.') + values.TrimEnd() + due;
    }

    string Of(Activity activity)
    {
        var days = activity.StartDate == activity.EndDate
            ? England.Day(activity.StartDate)
            : $"{England.Day(activity.StartDate)} to {England.Day(activity.EndDate)}";
        var audience = activity.WholeDepartment
            ? "whole department"
            : string.Join(", ", activity.Audience.Select(_names.Of));
        var leader = activity.LedBy.Length > 0 ? $"; led by {_names.Of(activity.LedBy)}" : "";
        var hours = activity.HasHours ? $", {Number(activity.Hours)} h" : "";
        var came = activity.Attendances.Count > 0
            ? $"; {activity.Attendances.Count(one => one.Present)} of {activity.Attendances.Count} came"
            : "";
        return $"- {days}{hours}, {activity.Kind.Plain()}, {activity.State.Plain()}: {activity.Title} "
            + $"({(audience.Length > 0 ? audience : "for nobody yet")}{leader}{came})";
    }

    static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
