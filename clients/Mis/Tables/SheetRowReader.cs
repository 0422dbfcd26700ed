using System.Globalization;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Mastery.Mis.Files;

namespace Mastery.Mis.Tables;

/// <summary>Reads the rows of one sheet of a workbook.</summary>
sealed class SheetRowReader(IExcelDataReader sheet, string file) : RowReader
{
    // Its reader makes room for every column that a cell names, however far away.
    const int MostColumns = 16_384;

    public override int Line => sheet.Depth + 1;

    public override int Count => sheet.FieldCount;

    /// <summary>Whether a failure means that the workbook is damaged. Its reader does not check what it
    /// reads.</summary>
    public static bool IsDamage(Exception exception) => exception is ExcelReaderException or XmlException or IOException
        or InvalidDataException or FormatException or ArgumentException or InvalidOperationException
        or IndexOutOfRangeException or NullReferenceException or InvalidCastException or OverflowException
        or NotSupportedException or KeyNotFoundException;

    /// <summary>Goes on in a workbook.</summary>
    /// <exception cref="StaffSourceException">It is damaged.</exception>
    public static bool Next(Func<bool> next, string file)
    {
        try
        {
            return next();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw SourceFile.Unreadable(file, exception);
        }
    }

    public override bool Read() => sheet.FieldCount <= MostColumns ? Next(sheet.Read, file)
        : throw new StaffSourceException($"{file} has a sheet of {sheet.FieldCount} columns, and no spreadsheet has "
            + $"more than {MostColumns}: export it again.");

    public override string? Text(int index) => index >= Count ? null : sheet.GetValue(index) switch
    {
        null => null,
        string text => text,
        DateTime time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    public override bool IsEmpty(int index) => string.IsNullOrWhiteSpace(Text(index));

    public override void Dispose()
    {
        // The workbook is closed by whoever opened it: it has more sheets.
    }
}
