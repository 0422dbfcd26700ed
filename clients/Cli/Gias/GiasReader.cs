namespace Mastery.Cli.Gias;

/// <summary>
/// What reading schools and reading successions have in common: every line is accounted for, damaged rows are rejected,
/// blank ones passed over, and a row is taken with what it has when only optional cells are damaged.
/// </summary>
public abstract class GiasReader<T>(GiasTable table) where T : class
{
    static readonly Column WholeRow = new(-1, "");

    readonly CellReader cells = new(table);
    int lines = table.Preamble + 1, blank, accepted, rejected, continued, warnings;

    /// <summary>The file as a table: its encoding and header.</summary>
    public GiasTable Table => table;

    /// <summary>What became of the lines read so far.</summary>
    public GiasCounts Counts => new(lines, table.Preamble, blank, accepted, rejected, continued, warnings);

    /// <summary>The rows, in the file's order, one at a time. Can be walked once.</summary>
    public IEnumerable<GiasRow<T>> Read()
    {
        while (table.Read())
        {
            var record = table.Record;
            lines += record.Lines;
            continued += record.Lines - 1;
            if (record.Damage == CsvDamage.None && record.EmptyFrom(0))
            {
                blank++;
                continue;
            }
            yield return Row(record.Line, Sound(record) ? Take() : null);
        }
    }

    private protected CellReader Cells => cells;

    /// <summary>The record of the present row; null, with what is wrong noted, when its core is damaged.</summary>
    protected abstract T? Take();

    GiasRow<T> Row(int line, T? taken)
    {
        var issues = cells.TakeIssues();
        if (taken is null)
        {
            rejected++;
            return new(line, null, issues);
        }
        accepted++;
        warnings += issues.Count;
        return new(line, taken, issues);
    }

    bool Sound(CsvRecords record)
    {
        var width = table.Header.Count;
        if (record.Damage == CsvDamage.Unclosed)
            cells.Note(At(record.Count - 1), table.AnyText(record.Count - 1), "a quotation mark is opened and not closed");
        else if (record.Damage == CsvDamage.TooLong)
            cells.Note(WholeRow, "", "the line is longer than a megabyte");
        else if (record.Count < width)
            cells.Note(WholeRow, $"{record.Count} fields", $"fields are missing, the header has {width}: the line is cut off");
        else if (record.Count > width && !record.EmptyFrom(width))
            cells.Note(WholeRow, $"{record.Count} fields",
                $"there are too many fields, the header has {width}: put a value with a comma in quotation marks");
        else
            return true;
        return false;
    }

    Column At(int index) => index < table.Header.Count ? new(index, table.Header[index]) : WholeRow;
}
