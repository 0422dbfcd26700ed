using CsvHelper;
using Mastery.Mis.Files;

namespace Mastery.Mis.Tables;

/// <summary>Reads the rows of a CSV file. A quotation mark that is never closed would swallow the rows after it: from
/// such a row on, every line is a row.</summary>
sealed class CsvRowReader(SourceFile file, System.Text.Encoding encoding, char separator) : RowReader
{
    const int LongestRow = 1 << 20;
    const int MostLines = 20;

    CsvReader _rows = Open(file, encoding, separator, linesAreRows: false);
    bool _linesAreRows;
    long _line;

    public override int Line => (int)_rows.LineNumber;

    public override int Count => _rows.FieldCount;

    public override bool Read()
    {
        var found = TryRead(out var swallowed) && (!swallowed || ReadLinesAfter(_line));
        _line = found ? _rows.LineNumber : _line;
        return found;
    }

    public override string? Text(int index) => _rows.GetString(index);

    public override bool IsEmpty(int index) => _rows.GetSpan(index).Trim(" \t\r"u8).IsEmpty;

    public override void Dispose() => _rows.Dispose();

    bool TryRead(out bool swallowed)
    {
        try
        {
            var found = _rows.Read();
            swallowed = found && !_linesAreRows && HasSwallowedRows();
            return found;
        }
        catch (CsvFormatException) when (!_linesAreRows)
        {
            swallowed = true;
            return true;
        }
        catch (CsvFormatException exception)
        {
            throw new StaffSourceException(
                $"{file.Name} has a line of more than {LongestRow / 1024} KB: it is not an export of staff.",
                    exception);
        }
    }

    bool HasSwallowedRows()
    {
        var ends = _rows.RawRecord.TrimEnd("\r\n"u8).Count((byte)'\n');
        return ends >= MostLines || (ends > 0 && Width > 0 && Count != Width);
    }

    bool ReadLinesAfter(long line)
    {
        _rows.Dispose();
        _linesAreRows = true;
        _rows = Open(file, encoding, separator, linesAreRows: true);
        while (TryRead(out _))
        {
            if (_rows.LineNumber > line)
            {
                return true;
            }
        }

        return false;
    }

    static CsvReader Open(
        SourceFile file, System.Text.Encoding encoding, char separator, bool linesAreRows) => CsvReader.Create(
            file.Open(),
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = separator,
                Encoding = encoding,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
                MaxRecordSize = LongestRow,
                AllowLineBreaksInQuotes = !linesAreRows,
            });
}
