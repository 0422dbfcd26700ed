using System.Globalization;
using ExcelDataReader;

namespace Mastery.Mis.Tables;

/// <summary>Reads the rows of one sheet of a workbook.</summary>
sealed class SheetRowReader(IExcelDataReader sheet) : RowReader
{
    public override int Line => sheet.Depth + 1;

    public override int Count => sheet.FieldCount;

    public override bool Read() => sheet.Read();

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
