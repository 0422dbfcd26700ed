namespace Mastery.Cli.Gias;

/// <summary>
/// The common part of reading schools and successions: every line is counted, damaged rows are rejected, blank ones
/// skipped, rows outside the programme counted, and a row with damaged optional cells is read without them.
/// </summary>
public abstract class GiasReader<T>(GiasTable table) where T : class
{
    const int OutsideDigits = 5;

    static readonly Column WholeRow = new(-1, "");

    readonly CellReader _cells = new(table);
    int _lines = table.Preamble + 1, _blank, _accepted, _rejected, _outside, _continued, _warnings;

    /// <summary>The file as a table: its encoding and header.</summary>
    public GiasTable Table => table;

    /// <summary>The counts of the lines read so far.</summary>
    public GiasCounts Counts =>
        new(_lines, table.Preamble, _blank, _accepted, _rejected, _outside, _continued, _warnings);

    /// <summary>The rows, in the file's order, one at a time. Can be enumerated once.</summary>
    public IEnumerable<GiasRow<T>> Read()
    {
        while (table.Read())
        {
            var record = table.Record;
            _lines += record.Lines;
            _continued += record.Lines - 1;
            if (record.Damage == CsvDamage.None && record.EmptyFrom(0))
            {
                _blank++;
                continue;
            }
            yield return Row(record.Line, IsWellFormed(record) ? ReadRecord() : null);
        }
    }

    private protected CellReader Cells => _cells;

    /// <summary>The record of the current row; null, with errors added, when a required cell is damaged; null without
    /// errors when the row is of an establishment outside the programme.</summary>
    protected abstract T? ReadRecord();

    /// <summary>Whether a URN is that of a children's centre, which has five digits.</summary>
    protected static bool IsOutside(string urn) =>
        urn.Length == OutsideDigits && urn.All(char.IsAsciiDigit);

    /// <summary>A URN; empty, with an error added, when it is missing or damaged.</summary>
    private protected string Urn(Column column)
    {
        var before = _cells.IssueCount;
        var text = _cells.Text(column) ?? "";
        if (text.Length == 0)
        {
            if (_cells.IssueCount == before)
            {
                _cells.AddIssue(column, text, "the URN is missing");
            }

            return text;
        }

        if (CellText.TryDigits(text, 6, pad: false, out var digits, out var reason) || IsOutside(digits))
        {
            return digits;
        }

        _cells.AddIssue(column, text, $"not a six-digit URN: {reason}");
        return "";
    }

    GiasRow<T> Row(int line, T? taken)
    {
        var issues = _cells.TakeIssues();
        if (taken is null)
        {
            _ = issues.Count == 0 ? _outside++ : _rejected++;
            return new(line, null, issues);
        }
        _accepted++;
        _warnings += issues.Count;
        return new(line, taken, issues);
    }

    bool IsWellFormed(CsvRecords record)
    {
        var width = table.Header.Count;
        if (record.Damage == CsvDamage.Unclosed)
        {
            _cells.AddIssue(
                At(record.Count - 1), table.AnyText(record.Count - 1), "a quotation mark is opened and not closed");
        }
        else if (record.Damage == CsvDamage.TooLong)
        {
            _cells.AddIssue(WholeRow, "", "the line is longer than a megabyte");
        }
        else if (record.Count < width)
        {
            _cells.AddIssue(
                WholeRow, $"{record.Count} fields", $"fields are missing, the header has {width}: the line is cut off");
        }
        else if (record.Count > width && !record.EmptyFrom(width))
        {
            _cells.AddIssue(WholeRow, $"{record.Count} fields",
                $"there are too many fields, the header has {width}: put a value with a comma in quotation marks");
        }
        else
        {
            return true;
        }

        return false;
    }

    Column At(int index) => index < table.Header.Count ? new(index, table.Header[index]) : WholeRow;
}
