using Mastery.Cli.Commands;
using Spectre.Console;

namespace Mastery.Cli.Lists;

/// <summary>A column of a table for people.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Least">How narrow it may become before columns at the right are left out.</param>
/// <param name="Right">Whether its cells end at the right, as numbers do.</param>
sealed record ListTableColumn(string Title, int Least = 10, bool Right = false);

/// <summary>A table that fits the terminal: one line for each row. Columns become narrower, the widest first, and cells
/// that are cut end in an ellipsis; where that is not enough, the last columns are left out and named below. Columns
/// without any cell are not shown. Nothing is cut in a pipe or a file, which have no width.</summary>
static class ListTable
{
    const int Gap = 2;

    public static void Write(Terminal terminal, IReadOnlyList<ListTableColumn> columns, IReadOnlyList<string[]> rows)
    {
        int[] filled = [.. Enumerable.Range(0, columns.Count).Where(index => rows.Any(row => row[index].Length > 0))];
        var widths = Fit(columns, rows, filled, terminal.Out.Profile.Width);
        terminal.Out.WriteLine(
            Line(columns, filled, widths, index => columns[index].Title), new(decoration: Decoration.Bold));
        foreach (var row in rows)
        {
            terminal.Out.WriteLine(Line(columns, filled, widths, index => row[index]));
        }

        if (widths.Length < filled.Length)
        {
            var left = filled[widths.Length..].Select(index => columns[index].Title);
            terminal.Out.WriteLine($"No room for: {string.Join(", ", left)}. Use a wider terminal, or --output csv.");
        }
    }

    static int[] Fit(
        IReadOnlyList<ListTableColumn> columns, IReadOnlyList<string[]> rows, int[] filled, int room)
    {
        int[] natural = [.. filled.Select(index =>
            rows.Max(row => Math.Max(row[index].Length, columns[index].Title.Length)))];
        for (var count = filled.Length; count > 1; count--)
        {
            var widths = natural[..count];
            int[] least = [.. filled[..count].Select((index, place) =>
                Math.Min(natural[place], Math.Max(columns[index].Least, columns[index].Title.Length)))];
            if (Shrink(widths, least, room - (Gap * (count - 1))))
            {
                return widths;
            }
        }

        return [.. natural.Take(1).Select(width => Math.Min(width, room))];
    }

    static bool Shrink(int[] widths, int[] least, int room)
    {
        while (widths.Sum() > room)
        {
            var widest = -1;
            for (var place = 0; place < widths.Length; place++)
            {
                if (widths[place] > least[place] && (widest < 0 || widths[place] > widths[widest]))
                {
                    widest = place;
                }
            }

            if (widest < 0)
            {
                return false;
            }

            widths[widest]--;
        }

        return true;
    }

    static string Line(IReadOnlyList<ListTableColumn> columns, int[] filled, int[] widths, Func<int, string> cell) =>
        string.Join(new string(' ', Gap), widths.Select((width, place) =>
        {
            var text = Cut(cell(filled[place]), width);
            return columns[filled[place]].Right ? text.PadLeft(width) : text.PadRight(width);
        })).TrimEnd();

    static string Cut(string text, int width) => text.Length <= width ? text : $"{text[..(width - 1)].TrimEnd()}…";
}
