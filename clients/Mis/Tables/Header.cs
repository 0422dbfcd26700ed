using Mastery.Mis.Records;

namespace Mastery.Mis.Tables;

/// <summary>A row as a header: which column stands where.</summary>
sealed class Header
{
    const int ShortestWithTypo = 6;

    readonly List<Cell> _cells;
    readonly List<(SourceColumn Column, string Written)> _typos = [];

    Header(IEnumerable<Cell> cells) => _cells = [.. cells];

    /// <summary>The columns that were found, with their places and the names that the file gives them.</summary>
    public Dictionary<SourceColumn, (int Index, string Header)> Columns { get; } = [];

    /// <summary>Compares the cells of the current row with the names of columns: in any case and order, and with one
    /// typing error in longer names.</summary>
    public static Header Match(RowReader rows, SourceColumn[] columns)
    {
        var header = new Header(Enumerable.Range(0, rows.Count)
            .Select(index => new Cell(index, CellText.Clean(rows.Text(index)))).Where(cell => cell.Key.Length > 0));
        foreach (var column in columns)
        {
            header.Take(column, column.Keys.Select(header.Find).FirstOrDefault(cell => cell is not null));
        }

        foreach (var column in columns.Where(column => !column.IsExact && !header.Columns.ContainsKey(column)))
        {
            if (header._cells.Find(cell => column.Keys.Any(key => HasOneTypo(cell.Key, key))) is { } found)
            {
                header.Take(column, found);
                header._typos.Add((column, found.Text));
            }
        }

        return header;
    }

    /// <summary>Says which names were taken for others.</summary>
    public void ReportTo(SourceReport report, string file, int line)
    {
        foreach (var (column, written) in _typos)
        {
            report.Add(new(file, line, written, $"this column is taken for \"{column.Name}\""));
        }
    }

    Cell? Find(string key) => _cells.Find(cell => cell.Key == key);

    void Take(SourceColumn column, Cell? cell)
    {
        if (cell is not null)
        {
            Columns[column] = (cell.Index, cell.Text);
            _cells.Remove(cell);
        }
    }

    /// <summary>Whether one letter is missing, too many, another or exchanged with its neighbour.</summary>
    static bool HasOneTypo(string one, string other)
    {
        if (Math.Min(one.Length, other.Length) < ShortestWithTypo || Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }

        if (one == other)
        {
            return true;
        }

        var start = one.AsSpan().CommonPrefixLength(other);
        var (left, right) = (one[start..], other[start..]);
        return left.Length == right.Length
            ? left[1..] == right[1..] || (left.Length > 1 && left[0] == right[1] && left[1] == right[0]
                && left[2..] == right[2..])
            : left.Length > right.Length ? left[1..] == right : left == right[1..];
    }

    sealed record Cell(int Index, string Text)
    {
        public string Key { get; } = SourceColumn.Key(Text);
    }
}
