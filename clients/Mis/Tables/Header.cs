using Mastery.Mis.Records;

namespace Mastery.Mis.Tables;

/// <summary>A row as a header: which column stands where.</summary>
sealed class Header
{
    const int ShortestWithTypo = 6;

    readonly List<(SourceColumn Column, string Written)> _typos = [];

    Header(Dictionary<SourceColumn, (int Index, string Header)> columns) => Columns = columns;

    /// <summary>The columns that were found, with their places and the names that the file gives them.</summary>
    public Dictionary<SourceColumn, (int Index, string Header)> Columns { get; }

    /// <summary>Compares the cells of the current row with the names of columns: in any case and order, and with one
    /// typing error in longer names.</summary>
    public static Header Match(RowReader rows, SourceColumn[] columns)
    {
        var cells = Enumerable.Range(0, rows.Count).Select(index => (Index: index,
            Text: CellText.Clean(rows.Text(index))))
            .Where(cell => cell.Text.Length > 0).Select(cell => (cell.Index, cell.Text,
                Key: SourceColumn.Key(cell.Text)))
            .ToList();
        var header = new Header([]);
        foreach (var column in columns)
        {
            var found = column.Keys.Select(key => cells.Find(cell => cell.Key == key)).FirstOrDefault(cell =>
                cell.Key is not null);
            if (found.Key is not null)
            {
                header.Take(column, found.Index, found.Text);
                cells.Remove(found);
            }
        }

        foreach (var column in columns.Where(column => !column.IsExact && !header.Columns.ContainsKey(column)))
        {
            var found = cells.Find(cell => column.Keys.Any(key => HasOneTypo(cell.Key, key)));
            if (found.Key is not null)
            {
                header.Take(column, found.Index, found.Text);
                header._typos.Add((column, found.Text));
                cells.Remove(found);
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

    void Take(SourceColumn column, int index, string text) => Columns[column] = (index, text);

    /// <summary>Whether one letter is missing, too many, another or exchanged with its neighbour.</summary>
    static bool HasOneTypo(string one, string other)
    {
        if (Math.Min(one.Length, other.Length) < ShortestWithTypo || Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }

        var start = one.AsSpan().CommonPrefixLength(other);
        var (left, right) = (one[start..], other[start..]);
        return left.Length == right.Length
            ? left[1..] == right[1..] || (left.Length > 1 && left[0] == right[1] && left[1] == right[0]
                && left[2..] == right[2..])
            : left.Length > right.Length ? left[1..] == right : left == right[1..];
    }
}
