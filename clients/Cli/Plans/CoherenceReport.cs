using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;
using Part = Mastery.DevelopmentPlans.V1.PartCount.Types.Part;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.Cli.Plans;

/// <summary>The coherence report of a plan, as a head of department reads it: what to do first, what would make the
/// plan better, and how far it is.</summary>
sealed class CoherenceReport(Plan plan, PlanAssessment report, Names names, IReadOnlyDictionary<string, string> aims)
{
    const int MostAims = 1000;

    /// <summary>Reads what the report names.</summary>
    public static async Task<CoherenceReport> ReadAsync(
        ApiClients api, Plan plan, PlanAssessment report, CancellationToken cancellation)
    {
        var names = new Names(api, cancellation);
        _ = names.Of(plan.Department);
        _ = names.Of(plan.Focus);
        report.Coverage.Unreached.Concat(report.Coverage.Aims.SelectMany(aim => aim.Unreached)).ToList()
            .ForEach(member => names.Of(member));
        await names.LoadAsync();
        var aims = await api.Plans.ListAimsAsync(
            new() { Parent = plan.Name, PageSize = MostAims }, cancellationToken: cancellation);
        return new(plan, report, names, aims.Aims.ToDictionary(aim => aim.Name, aim => aim.Statement));
    }

    public void Write(IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{plan.Title}[/]");
        console.WriteLine($"{names.Of(plan.Department)}; {names.Of(plan.Focus)}, "
            + $"{AcademicYear.Slashed(plan.AcademicYear)}; {plan.State.Plain()}");
        console.WriteLine();
        console.WriteLine(Verdict());
        Section(console, "Before the plan can be agreed", Severity.Must);
        Section(console, "What would make it better", Severity.Should);
        WriteParts(console);
        WriteReach(console);
        console.WriteLine();
        console.WriteLine(
            $"Delivered so far: {report.Delivery.DeliveredCount} of "
                + $"{report.Delivery.DeliveredCount + report.Delivery.PlannedCount} activities"
                + (report.Delivery.CancelledCount > 0 ? $" ({report.Delivery.CancelledCount} more cancelled)." : "."));
        console.WriteLine($"Judged by version {report.RuleSetVersion} of the rules.");
    }

    string Verdict()
    {
        var musts = report.Findings.Count(finding => finding.Severity == Severity.Must);
        return (musts, report.Findings.Count) switch
        {
            (0, 0) => "Nothing is missing.",
            (0, 1) => "The plan holds together. There is one thing that would make it better.",
            (0, var advice) => $"The plan holds together. There are {advice} things that would make it better.",
            (1, _) => "One thing has to be mended before the plan can be agreed.",
            _ => $"{musts} things have to be mended before the plan can be agreed.",
        };
    }

    void Section(IAnsiConsole console, string title, Severity severity)
    {
        var findings = report.Findings.Where(finding => finding.Severity == severity).ToList();
        if (findings.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().RightAligned()).AddColumn();
        foreach (var (place, finding) in findings.Index())
        {
            grid.AddRow(new Text($"{place + 1}."), new Text(finding.Message));
            if (place + 1 == findings.Count || findings[place + 1].Reason != finding.Reason)
            {
                grid.AddRow(new Text(""), new Text($"The programme asks: {finding.Reason}.", new(Color.Grey)));
            }
        }

        console.Write(grid);
    }

    void WriteParts(IAnsiConsole console)
    {
        console.WriteLine();
        console.MarkupLine("[bold]What is there[/]");
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var part in report.Parts)
        {
            grid.AddRow(new Text(Title(part.Part)), new Text($"{part.MetCount} of {part.TotalCount} met"));
        }

        console.Write(grid);
    }

    void WriteReach(IAnsiConsole console)
    {
        var coverage = report.Coverage;
        var away = coverage.MemberCount - coverage.ExpectedCount;
        console.WriteLine();
        console.MarkupLine("[bold]Who is reached[/]");
        console.WriteLine($"{coverage.ReachedCount} of {coverage.ExpectedCount} expected"
            + (away > 0 ? $" ({away} more not expected this year)" : "")
            + (coverage.Unreached.Count > 0
                ? $"; not yet {string.Join(", ", coverage.Unreached.Select(names.Of))}"
                : ""));
        foreach (var aim in coverage.Aims)
        {
            console.WriteLine($"- {aims.GetValueOrDefault(aim.Aim, "An aim")} {aim.ReachedCount} of "
                + $"{coverage.ExpectedCount}");
        }
    }

    static string Title(Part part) => part switch
    {
        Part.Evidence => "Evidence of need",
        Part.Aims => "Aims and their success",
        Part.Programme => "Programme",
        Part.Reach => "Everyone reached",
        _ => "Where it leads",
    };
}
