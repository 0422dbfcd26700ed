using System.Globalization;
using CsvHelper;
using Mastery.Csv;

namespace Mastery.Cli.Bulk;

/// <summary>Writes the rows that were refused beside the file, with the reasons in front. When they are corrected
/// there, that file can be imported, because columns of other names are not read.</summary>
static class RefusedRows
{
    static readonly string[] Reasons = ["RejectedLine", "RejectedReason"];

    /// <summary>Writes them; answers the file, null where there are none.</summary>
    public static string? Write(string path, Sheet sheet, IEnumerable<BulkResult> results)
    {
        var refused = results.Where(result => result.Outcome == BulkOutcome.Refused).ToLookup(result => result.Line);
        if (refused.Count == 0)
        {
            return null;
        }

        int[] kept = [.. Enumerable.Range(0, sheet.Header.Count).Where(i => !Reasons.Contains(sheet.Header[i]))];
        using var csv = CsvWriter.ToFile(path, SafeCsv.ForSpreadsheets);
        csv.WriteRecord([.. Reasons, .. kept.Select(i => sheet.Header[i])]);
        foreach (var row in sheet.Rows.Where(row => refused.Contains(row.Line)))
        {
            csv.WriteRecord(
            [
                row.Line.ToString(CultureInfo.InvariantCulture),
                string.Join(" ", refused[row.Line].Select(result => result.Text)),
                .. kept.Where(i => i < row.Cells.Count).Select(i => row.Cells[i]),
            ]);
        }

        return path;
    }
}
