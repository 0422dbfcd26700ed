using Mastery.Cli.Gias;

namespace Mastery.Cli.Bulk;

/// <summary>A file of rows that people wrote or a spreadsheet saved: any encoding and separator, columns by their
/// names in any order, case and spelling (<c>family_name</c>, <c>Family name</c>, <c>familyName</c>).</summary>
sealed class Sheet
{
    readonly GiasTable _table;

    Sheet(GiasTable table) => _table = table;

    /// <summary>The header as in the file.</summary>
    public IReadOnlyList<string> Header => _table.Header;

    /// <summary>The rows; lines without anything are left out.</summary>
    public IReadOnlyList<SheetRow> Rows { get; private init; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="needed">The columns that it must have; of each group one.</param>
    /// <exception cref="GiasFileException">It is no such file, or a column is missing.</exception>
    public static Sheet Read(string path, params string[][] needed)
    {
        using var stream = File.OpenRead(path);
        var table = GiasTable.Open(stream, needed);
        List<SheetRow> rows = [];
        var sheet = new Sheet(table) { Rows = rows };
        while (table.Read())
        {
            if (table.Record.EmptyFrom(0))
            {
                continue;
            }

            string[] cells = [.. Enumerable.Range(0, table.Record.Count).Select(table.AnyText)];
            rows.Add(new(sheet, table.Record.Line, cells, table.Record.Damage != CsvDamage.None
                || cells.Length != table.Header.Count));
        }

        return sheet;
    }

    /// <summary>The place of a column; -1 where the file does not have it.</summary>
    public int IndexOf(string column) => _table.Column(column) is { Exists: true } found ? found.Index : -1;
}
