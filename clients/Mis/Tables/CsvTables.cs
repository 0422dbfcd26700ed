using Mastery.Mis.Files;
using Mastery.Mis.Records;

namespace Mastery.Mis.Tables;

/// <summary>Opens CSV files as tables.</summary>
static class CsvTables
{
    /// <summary>The rows of a file in which each row is a person.</summary>
    /// <inheritdoc cref="Rows"/>
    public static IEnumerable<TableRow> People(
        this SourceFile file, SourceReport report, SourceColumn[] columns, params SourceColumn[][] needed) =>
        Open(file, report, true, columns, needed);

    /// <summary>The rows of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="report">Takes what is wrong with it.</param>
    /// <param name="columns">The columns that may be read.</param>
    /// <param name="needed">Of each of these groups it must have one.</param>
    /// <returns>The rows; none where the file is empty.</returns>
    /// <exception cref="StaffSourceException">It has no such header.</exception>
    public static IEnumerable<TableRow> Rows(
        this SourceFile file, SourceReport report, SourceColumn[] columns, params SourceColumn[][] needed) =>
        Open(file, report, false, columns, needed);

    static IEnumerable<TableRow> Open(
        SourceFile file, SourceReport report, bool people, SourceColumn[] columns, SourceColumn[][] needed)
    {
        var encoding = TextEncoding.Of(file);
        foreach (var separator in ",;\t|")
        {
            using var rows = new CsvRowReader(file, encoding, separator);
            if (Table.Find(file.Name, rows, report, columns, needed) is { } table)
            {
                foreach (var row in table.Rows(people))
                {
                    yield return row;
                }

                yield break;
            }
        }

        var names = string.Join(", ", needed.Select(group => string.Join(" or ", group.Select(column => column.Name))));
        throw new StaffSourceException($"{file.Name} has no header with the columns {names}: is it another file?");
    }
}
