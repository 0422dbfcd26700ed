using CsvHelper;

namespace Mastery.Csv;

/// <summary>How the suite writes CSV: RFC 4180 in UTF-8, and no cell is run as a formula by the spreadsheet that opens
/// it: one that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a carriage return gets an apostrophe in
/// front.</summary>
public static class SafeCsv
{
    /// <summary>The mark that such a cell gets.</summary>
    public const char Mark = '\'';

    /// <summary>For programs.</summary>
    public static CsvWriterOptions Plain { get; } = Options(mark: false);

    /// <summary>For files that people open: Excel recognises UTF-8 only with a byte order mark.</summary>
    public static CsvWriterOptions ForSpreadsheets { get; } = Options(mark: true);

    /// <summary>What was in a cell before it was made safe.</summary>
    public static string Unmarked(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > 1 && cell[0] == Mark && cell[1] is '=' or '+' or '-' or '@' or '\t' or '\r' ? cell[1..]
            : cell;
    }

    // A row of a damaged file may have too many fields.
    static CsvWriterOptions Options(bool mark) => new()
    {
        Injection = CsvInjection.Escape,
        InjectionEscape = Mark,
        WriteByteOrderMark = mark,
        ValidateFieldCount = false,
    };
}
