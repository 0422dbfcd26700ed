using System.Globalization;
using CsvHelper;
using Mastery.Csv;

namespace Mastery.Cli.Rosters;

/// <summary>Writes the rows that could not be used as they are written, for a spreadsheet.</summary>
static class UnusedRowsFile
{
    /// <summary>Writes them: file, line, column, reason, and what came of it.</summary>
    public static void Write(string path, IEnumerable<UnusedRow> rows)
    {
        using var csv = CsvWriter.Create(PrivateFile.Create(path), SafeCsv.ForSpreadsheets);
        csv.WriteRecord(["File", "Line", "Column", "Reason", "Result"]);
        foreach (var row in rows)
        {
            csv.WriteRecord(
            [
                row.File,
                row.Line > 0 ? row.Line.ToString(CultureInfo.InvariantCulture) : "",
                row.Column,
                row.Reason,
                row.Outcome,
            ]);
        }
    }
}
