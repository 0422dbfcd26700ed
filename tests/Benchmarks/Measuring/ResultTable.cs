using Spectre.Console;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The rows as they are printed: a table that a README can take as it is.</summary>
static class ResultTable
{
    const int Wide = 400;

    static readonly string[] Columns =
    [
        "what", "peer", "ours", "the peer's", "measured", "(range)", "bar", "goal", "", "note",
    ];

    /// <summary>Has the terminal wrap nothing: a table that wraps is of no use to a README.</summary>
    public static void Widen() => AnsiConsole.Profile.Width = Wide;

    /// <summary>Prints them.</summary>
    public static void Print(IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns(Columns);
        foreach (var row in rows)
        {
            table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        }

        AnsiConsole.Write(table);
    }

    static string[] Cells(Row row) =>
    [
        row.What, row.Peer, row.Ours?.ToString() ?? "", row.Theirs?.ToString() ?? "",
        row.Measured is { } measured ? row.Bar.Write(measured.Median) : "–",
        row.Measured is { } range ? $"{row.Bar.Write(range.Sorted[0])}–{row.Bar.Write(range.Sorted[^1])}" : "",
        row.Bar.ToString(), row.Bar.GoalText(), Write(row.Verdict), row.Note,
    ];

    static string Write(Verdict verdict) => verdict switch
    {
        Verdict.Goal => "goal",
        Verdict.Bar => "bar",
        Verdict.None => "",
        _ => "MISSED",
    };
}
