using Spectre.Console;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The rows as they are printed: a table that a README can take as it is.</summary>
static class ResultTable
{
    const int Wide = 400;

    static readonly string[] Columns =
    [
        "what", "peer", "CPU per call: ours", "the peer's", "measured", "(range)", "bar", "goal", "", "note",
    ];

    /// <summary>Prints them.</summary>
    public static void Print(IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns(Columns);
        foreach (var row in rows)
        {
            table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        }

        // A table that wraps is of no use to a README.
        AnsiConsole.Profile.Width = Wide;
        AnsiConsole.Write(table);
    }

    static string[] Cells(Row row) =>
    [
        row.What, row.Peer, row.Ours, row.Theirs,
        row.Ratio is { } ratio ? row.Bar.Write(ratio.Median) : "–",
        row.Ratio is { } range ? $"{row.Bar.Write(range.Sorted[0])}–{row.Bar.Write(range.Sorted[^1])}" : "",
        row.Bar.ToString(), row.Bar.Write(row.Bar.Goal), Verdict(row), row.Note,
    ];

    static string Verdict(Row row) => row.Ratio switch
    {
        null => "skipped",
        { Median: var value } when row.Bar.Reaches(value) => "goal",
        { Median: var value } when row.Bar.Holds(value) => "bar",
        _ => "MISSED",
    };
}
