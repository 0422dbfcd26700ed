using Mastery.Mis.Records;

namespace Mastery.Mis.Tables;

/// <summary>Rows under a header, of which only named columns are read.</summary>
sealed class Table
{
    const int MostLinesAboveHeader = 30;

    readonly RowReader _rows;
    readonly SourceReport _report;
    readonly Dictionary<SourceColumn, (int Index, string Header)> _columns;
    readonly int _last;

    Table(string name, RowReader rows, SourceReport report,
        Dictionary<SourceColumn, (int Index, string Header)> columns)
    {
        (Name, _rows, _report, _columns) = (name, rows, report, columns);
        _last = columns.Values.Max(column => column.Index);
        rows.Width = rows.Count;
    }

    /// <summary>The name of the file or sheet.</summary>
    public string Name { get; }

    /// <summary>Finds the header in the first rows: one that has of each of these groups a column.</summary>
    /// <returns>Null where no row is such a header.</returns>
    public static Table? Find(
        string name, RowReader rows, SourceReport report, SourceColumn[] columns, params SourceColumn[][] needed)
    {
        for (var row = 0; row < MostLinesAboveHeader && rows.Read(); row++)
        {
            var header = Header.Match(rows, columns);
            if (needed.All(group => group.Any(header.Columns.ContainsKey)))
            {
                header.ReportTo(report, name, rows.Line);
                return new(name, rows, report, header.Columns);
            }
        }

        return null;
    }

    /// <summary>Whether the header has a column.</summary>
    public bool Has(SourceColumn column) => _columns.ContainsKey(column);

    /// <summary>The name of a column in the file.</summary>
    public string HeaderOf(SourceColumn column) => _columns.TryGetValue(column, out var found) ? found.Header
        : column.Name;

    /// <summary>The rows that have something in them. A row that does not fit the header is reported and left out: its
    /// texts may stand in the wrong columns.</summary>
    /// <param name="people">Whether each row is a person, who is lost then.</param>
    public IEnumerable<TableRow> Rows(bool people)
    {
        while (_rows.Read())
        {
            _report.Cancellation.ThrowIfCancellationRequested();
            if (_rows.IsEmptyFrom(0))
            {
                continue;
            }

            if (_rows.Count > _last && _rows.IsEmptyFrom(_rows.Width))
            {
                yield return new(this, _rows.Line);
            }
            else
            {
                var reason = $"the row has {_rows.Count} cells and the header {_rows.Width}, so texts may stand in "
                    + "wrong columns; the row is left out";
                _report.Add(new(Name, _rows.Line, "", reason) { LosesPerson = people });
            }
        }
    }

    /// <summary>A cell of the current row.</summary>
    internal SourceCell Cell(SourceColumn column, int line) =>
        _columns.TryGetValue(column, out var found)
            ? new(CellText.Clean(_rows.Text(found.Index)), Name, line, found.Header)
            : new("", Name, line, column.Name);
}

/// <summary>A row; valid until the next one is read.</summary>
readonly record struct TableRow(Table Table, int Line)
{
    /// <summary>A cell; without text where the file does not have the column.</summary>
    public SourceCell this[SourceColumn column] => Table.Cell(column, Line);

    /// <summary>The text of a cell.</summary>
    public string Text(SourceColumn column) => this[column].Text;
}
