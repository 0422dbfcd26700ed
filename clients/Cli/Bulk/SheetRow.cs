using Mastery.Cli.Gias;
using Mastery.Cli.Lists;

namespace Mastery.Cli.Bulk;

/// <summary>A row of a <see cref="Sheet"/>.</summary>
/// <param name="Sheet">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Cells">The cells as they are in the file.</param>
/// <param name="Damaged">Whether it has not as many cells as the header, or a quotation mark is not closed.</param>
sealed record SheetRow(Sheet Sheet, int Line, IReadOnlyList<string> Cells, bool Damaged)
{
    /// <summary>A cell without what spreadsheets add; empty where the file does not have the column.</summary>
    public string Text(string column) =>
        Sheet.IndexOf(column) is >= 0 and var index && index < Cells.Count ? CellText.Clean(Cells[index]) : "";

    /// <summary>A cell that may not be empty.</summary>
    public string Needed(string column) => Text(column) is { Length: > 0 } text ? text
        : throw new RowRefusedException($"{column} is empty");

    /// <summary>A day, however it is written; empty for an empty cell.</summary>
    public string Day(string column)
    {
        var text = Text(column);
        return text.Length == 0 ? ""
            : CellText.TryDate(text, out var day, out var reason) ? day
            : throw new RowRefusedException($"{column} is '{text}': {reason}");
    }

    /// <summary>A number of so many digits, with the zeros that a spreadsheet took away; empty for an empty
    /// cell.</summary>
    public string Digits(string column, int width)
    {
        var text = Text(column);
        return text.Length == 0 ? ""
            : CellText.TryDigits(text, width, pad: true, out var digits, out var reason) ? digits
            : throw new RowRefusedException($"{column} is '{text}': {reason}");
    }

    /// <summary>A value of an enum in words, or as the API has it; null for an empty cell.</summary>
    public T? Word<T>(string column) where T : struct, Enum
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }

        var prefix = typeof(T).Name + "_";
        var word = text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;
        return WordOption.Read<T>(word) ?? throw new RowRefusedException($"{column} is '{text}' and must be one of "
            + string.Join(", ", Enum.GetValues<T>().Skip(1).Select(WordOption.Word)));
    }

    /// <summary>Refuses a row that cannot be split into cells.</summary>
    public void RequireWhole()
    {
        if (Damaged)
        {
            throw new RowRefusedException(
                $"the line has {Cells.Count} cells and the header {Sheet.Header.Count}: is a quotation mark or a "
                    + "separator missing?");
        }
    }
}
