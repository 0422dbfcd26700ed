using System.Globalization;
using CsvHelper;
using Mastery.Cli.Gias;
using Mastery.Csv;

namespace Mastery.Cli.Importing;

/// <summary>
/// Writes a file of rejected rows beside the imported file: line, column, value and reason, then the original row. When
/// the rows are corrected there, that file can be imported, because the added columns are ignored.
/// </summary>
public static class RejectsFile
{
    static readonly string[] Reasons = ["RejectedLine", "RejectedColumn", "RejectedValue", "RejectedReason"];

    /// <summary>Writes the rejected rows of a table, read for the second time from its start.</summary>
    public static void Write(string path, GiasTable table, IEnumerable<GiasIssue> rejected)
    {
        var byLine = rejected.ToLookup(issue => issue.Line);
        using var csv = CsvWriter.ToFile(path, SafeCsv.ForSpreadsheets);
        var kept = Enumerable.Range(0, table.Header.Count).Where(i => !Reasons.Contains(table.Header[i])).ToArray();
        csv.WriteRecord([.. Reasons, .. kept.Select(i => table.Header[i])]);
        while (table.Read())
        {
            if (byLine.Contains(table.Record.Line))
            {
                csv.WriteRecord([.. Summary([.. byLine[table.Record.Line]]), .. Row(table, kept)]);
            }
        }
    }

    /// <summary>Writes the cells that were left out.</summary>
    public static void WriteWarnings(string path, IEnumerable<GiasIssue> warnings)
    {
        using var csv = CsvWriter.ToFile(path, SafeCsv.ForSpreadsheets);
        csv.WriteRecord(["Line", "Column", "Value", "Reason"]);
        foreach (var (line, column, value, reason) in warnings)
        {
            csv.WriteRecord([line.ToString(CultureInfo.InvariantCulture), column, value, reason]);
        }
    }

    static IEnumerable<string> Summary(GiasIssue[] issues) =>
    [
        issues[0].Line.ToString(CultureInfo.InvariantCulture),
        issues[0].Column,
        issues[0].Value,
        string.Join("; ", issues.Select((issue, i) => i == 0 ? issue.Reason : $"{issue.Column} {issue.Reason}")),
    ];

    static IEnumerable<string> Row(GiasTable table, int[] kept) => kept
        .Concat(Enumerable.Range(table.Header.Count, Math.Max(0, table.Record.Count - table.Header.Count)))
        .Where(i => i < table.Record.Count)
        .Select(table.AnyText);
}
