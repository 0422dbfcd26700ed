using System.Globalization;
using Spectre.Console;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The rows as they are printed: a table that a README can take as it is.</summary>
static class ResultTable
{
    const int Wide = 400;

    static readonly string[] Columns = ["what", "peer", "ours", "peer's", "measured", "(range)", "bar", "goal", "", "note"];

    /// <summary>Prints them.</summary>
    public static void Print(IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns(Columns);
        foreach (var row in rows)
            table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        // A table that wraps is of no use to a README.
        AnsiConsole.Profile.Width = Wide;
        AnsiConsole.Write(table);
    }

    static string[] Cells(Row row) =>
    [
        row.What, row.Peer, Time(row.Cpu?.Ours), Time(row.Cpu?.Peer),
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

    static string Time(TimeSpan? cpu) => cpu switch
    {
        null => "",
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{cpu.Value.TotalMicroseconds:0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{cpu.Value.TotalSeconds:0.00} s"),
    };
}
