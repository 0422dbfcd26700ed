using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Reports as text, and the files that keep them.</summary>
static partial class Reports
{
    /// <summary>Compares a text with its file. A difference is written beside it, with the ending
    /// <c>.actual</c>.</summary>
    public static void Compare(string name, string text, [CallerFilePath] string source = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(source)!, "Reports", $"{name}.txt");
        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (kept != text)
        {
            File.WriteAllText($"{file}.actual", text);
        }

        Assert.Equal(kept, text);
    }

    public static string Text(V1.PlanAssessment report)
    {
        var (coverage, delivery) = (report.Coverage, report.Delivery);
        return Short(string.Join('\n',
        [
            $"rules {report.RuleSetVersion}, {(report.Coherent ? "coherent" : "not coherent")}",
            "",
            Findings(report),
            .. report.Parts.Select(part =>
                $"{Enums.Text(part.Part).ToLowerInvariant()}: {part.MetCount} of {part.TotalCount} met"),
            $"reached: {coverage.ReachedCount} of {coverage.ExpectedCount} expected of {coverage.MemberCount}",
            .. coverage.Unreached.Select(member => $"  not {member}"),
            .. coverage.Aims.Select(aim => $"  {aim.Aim}: {aim.ReachedCount}"),
            $"delivered: {delivery.DeliveredCount}, planned: {delivery.PlannedCount}, "
                + $"cancelled: {delivery.CancelledCount}",
            "",
        ]));
    }

    public static string Findings(V1.PlanAssessment report) => Short(string.Concat(report.Findings.Select(finding =>
        $"""
        {Enums.Text(finding.Severity)} {Enums.Text(finding.Rule)} ({finding.Subject})
          {finding.Message}
          {finding.Reason}
          {finding.Hint}

        """)));

    /// <summary>"aim 1" for a resource name.</summary>
    static string Short(string text) => Part().Replace(
        text.ReplaceLineEndings("\n").Replace($"({Written.Plan.Name})", "(plan)", StringComparison.Ordinal),
        match => $"{match.Groups[1].Value} {int.Parse(match.Groups[2].Value, null)}");

    [GeneratedRegex("hubs/h/plans/[^/]+/([a-z]+)/00000000-0000-7000-8000-[0-9]{4}([0-9]{8})")]
    private static partial Regex Part();
}
