using Mastery.DevelopmentPlans.V1;
using Spectre.Console;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.Cli.Plans;

/// <summary>The coherence report of a plan, as a head of department reads it.</summary>
static class CoherenceReport
{
    public static void Write(IAnsiConsole console, Plan plan, PlanAssessment report)
    {
        console.MarkupLineInterpolated($"[bold]{plan.Title}[/], {plan.AcademicYear.Replace('-', '/')}");
        Section(console, "Before the plan can be agreed", report, Severity.Must);
        Section(console, "What would make it better", report, Severity.Should);
        if (report.Findings.Count == 0)
        {
            console.WriteLine("Nothing is missing.");
        }
    }

    static void Section(IAnsiConsole console, string title, PlanAssessment report, Severity severity)
    {
        var findings = report.Findings.Where(finding => finding.Severity == severity).ToList();
        if (findings.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        foreach (var finding in findings)
        {
            console.WriteLine($"- {finding.Message}");
        }
    }
}
