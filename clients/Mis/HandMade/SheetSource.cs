using Mastery.Mis.Records;
using Mastery.Mis.Tables;
using static Mastery.Mis.HandMade.StaffColumns;

namespace Mastery.Mis.HandMade;

/// <summary>Reads a list of staff that people made or a MIS wrote in no fixed form: CSV or a workbook, with lines above
/// the header, one row for each person or post.</summary>
sealed class SheetSource(string path, FileSourceOptions options, SourceReport report)
{
    static readonly SourceColumn[] SomeName = [FamilyName, Name];

    readonly SourceSchool? _school = options.KnownSchool();
    readonly Dictionary<SourceColumn, SourceColumn> _columns =
        new(options.Mapping?.Allowed() ?? All.ToDictionary(column => column));

    /// <summary>Reads it.</summary>
    public IEnumerable<StaffReading> Read()
    {
        yield return new SourceStart("List of staff", options.Mode ?? FeedMode.Full);
        var people = new StaffCollector(report);
        using var sheets = new Sheets(path);
        foreach (var row in People(sheets))
        {
            people.Add(Draft(row));
        }

        foreach (var person in people.People())
        {
            yield return person;
        }
    }

    /// <summary>The mapping that a file's headers suggest.</summary>
    public static ColumnMapping Guess(string path)
    {
        using var sheets = new Sheets(path);
        var report = new SourceReport(default);
        foreach (var sheet in sheets.All(""))
        {
            if (Table.Find(sheet.Name, sheet.Rows, report, All, SomeName, [.. All.Except(SomeName)]) is { } table)
            {
                return new()
                {
                    Sheet = sheets.AreOfWorkbook ? sheet.Name : "",
                    Columns = All.Where(table.Has).ToDictionary(column => column.Name, table.HeaderOf),
                };
            }
        }

        throw NoHeader(path);
    }

    IEnumerable<TableRow> People(Sheets sheets)
    {
        SourceColumn[] names = [.. SomeName.Where(_columns.ContainsKey).Select(column => _columns[column])];
        SourceColumn[] others = [.. _columns.Values.Except(names)];
        foreach (var sheet in sheets.All(options.Mapping?.Sheet ?? ""))
        {
            if (Table.Find(sheet.Name, sheet.Rows, report, [.. _columns.Values], names, others) is { } table)
            {
                RequireMapped(column => table.Has(column));
                return table.Rows(people: true);
            }
        }

        RequireMapped(column => !names.Contains(column));
        throw NoHeader(path);
    }

    /// <summary>Refuses a file without a column that a saved mapping reads. Without that of the ids, for example,
    /// everybody would come under another id.</summary>
    void RequireMapped(Func<SourceColumn, bool> has)
    {
        var missing = _columns.Where(column => options.Mapping is not null && !has(column.Value))
            .Select(column => $"\"{column.Value.Name}\" ({column.Key.Name})").ToList();
        if (missing.Count > 0)
        {
            throw new StaffSourceException(
                $"{Path.GetFileName(path)} does not have the {(missing.Count == 1 ? "column" : "columns")} "
                    + $"{string.Join(", ", missing)}, which the column mapping reads. Export it with the columns of "
                    + "before, or correct the mapping.");
        }
    }

    StaffDraft Draft(TableRow row)
    {
        var (given, family) = Names(row);
        var school = School(row);
        var draft = new StaffDraft(Cell(row, Id), report);
        draft.SetNames(given, family, Cell(row, PreferredGivenName), Cell(row, PreferredFamilyName));
        draft.AddFormerFamilyName(Cell(row, FormerFamilyName));
        draft.SetEmail(Cell(row, Email));
        draft.SetTrn(Cell(row, Trn));
        if (draft.Record.Id.Length == 0)
        {
            draft.Record.Id = DerivedId.Of(draft.Record, school);
        }

        draft.AddPost(school, Cell(row, Subject), Cell(row, JobTitle), Cell(row, StartDate), Cell(row, EndDate));
        return draft;
    }

    (SourceCell Given, SourceCell Family) Names(TableRow row)
    {
        var (given, family, both) = (Cell(row, GivenName), Cell(row, FamilyName), Cell(row, Name));
        if (!family.IsEmpty || both.IsEmpty)
        {
            return (given, family);
        }

        var (first, last) = PersonName.Split(both.Text);
        return (given.IsEmpty ? both.With(first) : given, both.With(last));
    }

    SourceSchool? School(TableRow row)
    {
        var cell = Cell(row, StaffColumns.School);
        if (SchoolNumbers.TryRead(cell.Text, "", out var school))
        {
            report.Cover(school);
            return school;
        }

        if (!cell.IsEmpty)
        {
            report.AddOnce(cell.Text, cell.Problem($"\"{cell.Text}\" is neither a URN (six digits) nor a LAESTAB "
                + "(123/4567); "
                + (_school is null ? "posts there are taken without a school"
                    : $"posts there are taken for the school {_school.Number}")));
        }

        if (_school is not null)
        {
            report.Cover(_school);
        }

        return _school;
    }

    SourceCell Cell(TableRow row, SourceColumn column) => _columns.TryGetValue(column, out var read) ? row[read]
        : new("", row.Table.Name, row.Line, column.Name);

    static StaffSourceException NoHeader(string path) => new(
        $"{Path.GetFileName(path)} has no header with the names of staff in its first rows (a column \"Surname\" or "
            + "\"Name\"). If the columns are called otherwise, save a column mapping.");
}
