using Mastery.Cli.Commands;
using Mastery.Cli.Gias;
using Spectre.Console;

namespace Mastery.Cli.Importing;

/// <summary>The report of an import, for people and programs.</summary>
public sealed record ImportReport
{
    const int Shown = 10;

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Its character encoding.</summary>
    public required string Encoding { get; init; }

    /// <summary>Whether the run was validate-only.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>Its data rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Records that were new.</summary>
    public required int Created { get; init; }

    /// <summary>Records that changed.</summary>
    public required int Updated { get; init; }

    /// <summary>Records that were already the same.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Schools now closed, among the updated.</summary>
    public int? Closed { get; init; }

    /// <summary>Schools whose succession a person must decide.</summary>
    public int? Queued { get; init; }

    /// <summary>Links that newer extracts no longer have.</summary>
    public int? Withdrawn { get; init; }

    /// <summary>Memberships of schools in trusts that have ended.</summary>
    public int? Ended { get; init; }

    /// <summary>Schools whose trust is another now.</summary>
    public int? Moved { get; init; }

    /// <summary>Records that a newer source contradicts; what the newer one says stays.</summary>
    public int Outdated { get; init; }

    /// <summary>Rows of establishments outside the programme.</summary>
    public int Outside { get; init; }

    /// <summary>The day of the extract; empty when nothing told it, and it was taken as of today.</summary>
    public string ExtractDate { get; init; } = "";

    /// <summary>Where that day is from.</summary>
    public string ExtractDateSource { get; init; } = "";

    /// <summary>Rejected rows, by line.</summary>
    public required IReadOnlyList<GiasIssue> Rejected { get; init; }

    /// <summary>Where they were written, with the reasons; null when there are none or it could not be
    /// written.</summary>
    public string? RejectsFile { get; init; }

    /// <summary>Cells that were left out of imported rows.</summary>
    public required IReadOnlyList<GiasIssue> Warnings { get; init; }

    /// <summary>Where they were written; null when there are none.</summary>
    public string? WarningsFile { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The exit code of the process.</summary>
    public int Exit() =>
        Created + Updated + Unchanged + Outside == 0
            ? ExitCode.NothingDone
            : Rejected.Count == 0 ? ExitCode.Done : ExitCode.SomeRejected;

    /// <summary>Writes it for people.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        var mode = ValidateOnly ? "; nothing was changed, this is what would be" : "";
        console.MarkupLineInterpolated($"[bold]{Path.GetFileName(File)}[/]: {Rows:N0} rows, {Encoding}{mode}");
        console.MarkupLineInterpolated(
            $"  as of {(ExtractDate.Length > 0 ? ExtractDate : "today")} ({ExtractDateSource})");
        if (Rows == 0)
        {
            console.WriteLine("  the file has a header and no rows");
        }

        foreach (var (label, count) in Counts())
        {
            console.MarkupLineInterpolated($"  {label,-10} {count,10:N0}");
        }

        WriteNotes(console);
        WriteIssues(console, "rejected", Rejected.DistinctBy(issue => issue.Line).Count(), Rejected, RejectsFile);
        WriteIssues(console, "cells left out", Warnings.Count, Warnings, WarningsFile);
        console.MarkupLineInterpolated($"  in {Seconds:N1} s, {Rows / Math.Max(Seconds, 0.001):N0} rows/s");
    }

    IEnumerable<(string Label, int Count)> Counts()
    {
        yield return ("created", Created);
        yield return ("updated", Updated);
        yield return ("unchanged", Unchanged);
        if (Closed is { } closed)
        {
            yield return ("closed", closed);
        }

        if (Withdrawn is { } withdrawn)
        {
            yield return ("withdrawn", withdrawn);
        }

        if (Ended is { } ended)
        {
            yield return ("ended", ended);
        }

        if (Moved is { } moved)
        {
            yield return ("moved", moved);
        }

        if (Queued is { } queued)
        {
            yield return ("queued", queued);
        }

        if (Outdated > 0)
        {
            yield return ("outdated", Outdated);
        }

        if (Outside > 0)
        {
            yield return ("outside", Outside);
        }
    }

    void WriteNotes(IAnsiConsole console)
    {
        if (Queued > 0)
        {
            console.WriteLine("  queued: a person decides on their successors: mastery successions queue");
        }

        if (Outdated > 0)
        {
            console.WriteLine("  outdated: the directory has something newer of these, which stays");
        }

        if (Outside > 0)
        {
            console.WriteLine(Ended is null
                ? "  outside: children's centres (five-digit URNs), which the programme does not have"
                : "  outside: groups that are no trusts, and children's centres");
        }
    }

    static void WriteIssues(
        IAnsiConsole console, string label, int count, IReadOnlyList<GiasIssue> issues, string? file)
    {
        if (count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"  [yellow]{label,-10} {count,10:N0}[/]{(file is null ? "" : $"  in {file}")}");
        var shown = file is null ? issues.Count : Shown;
        foreach (var issue in issues.Take(shown))
        {
            console.MarkupLineInterpolated(
                $"    line {issue.Line} [bold]{issue.Column}[/] \"{Printable(issue.Value)}\": {issue.Reason}");
        }

        if (issues.Count > shown)
        {
            console.MarkupLineInterpolated($"    and {issues.Count - shown:N0} more");
        }
    }

    // A control character from a file must not reach the terminal.
    static string Printable(string value) => string.Concat(value.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
