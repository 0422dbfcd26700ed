using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>
/// Reads a spreadsheet of who took part in earlier years, for example an eligibility list. Columns are found by the
/// names that such lists use, others are left alone; what cells say is read by the service, and reviewed by a person.
/// </summary>
public sealed class ParticipationReader : GiasReader<ParticipationRecord>
{
    const int LongestCell = 100;
    const int LongestName = 300;
    const int LongestPeople = 2000;

    static readonly string[] Numbers =
        ["URN", "School URN", "LAESTAB", "DfE number", "DfE no", "DfE", "LA/ESTAB", "UKPRN"];
    static readonly string[] Names =
        ["School", "School name", "Name of school", "EstablishmentName", "Establishment"];
    static readonly string[] Subjects = ["Subject", "Department"];
    static readonly string[] Codes =
        ["Code", "Project code", "Project", "NCP code", "NCP", "Work Group code", "Programme code"];
    static readonly string[] Stages = ["Stage", "Programme", "Project stage", "Work Group"];
    static readonly string[] Years = ["Academic year", "Year", "AY"];

    readonly Column _number, _name, _subject, _code, _stage, _year;
    readonly Column[] _people;

    ParticipationReader(GiasTable table) : base(table)
    {
        (_number, _name, _subject) = (First(Numbers), First(Names), First(Subjects));
        (_code, _stage, _year) = (First(Codes), First(Stages), First(Years));
        _people = [.. table.Header.Where(IsOfPeople).Select(table.Column)];
    }

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static ParticipationReader Open(Stream stream) =>
        new(GiasTable.Open(stream, [.. Numbers, .. Names], [.. Codes, .. Years]));

    /// <summary>The name in the file of the column that a field of the record is from.</summary>
    public string ColumnOf(string field) => field switch
    {
        "school_number" => _number.Name,
        "school_name" => _name.Name,
        "subject" => _subject.Name,
        "code" => _code.Name,
        "stage" => _stage.Name,
        "year" => _year.Name,
        _ => "",
    };

    /// <inheritdoc/>
    protected override ParticipationRecord? ReadRecord()
    {
        var record = new ParticipationRecord
        {
            Line = Table.Record.Line,
            SchoolNumber = Whole(Cells.FreeText(_number, LongestCell) ?? ""),
            SchoolName = Cells.FreeText(_name, LongestName) ?? "",
            Subject = Cells.FreeText(_subject, LongestCell) ?? "",
            Code = Cells.FreeText(_code, LongestCell) ?? "",
            Stage = Cells.FreeText(_stage, LongestCell) ?? "",
            Year = Cells.FreeText(_year, LongestCell) ?? "",
        };
        var people = string.Join("; ", _people.Select(column => Cells.FreeText(column, LongestName))
            .Where(text => !string.IsNullOrEmpty(text)));
        record.Advocates = people.Length <= LongestPeople ? people : people[..LongestPeople];
        return Cells.IssueCount > 0 ? null : record;
    }

    /// <summary>A number that a spreadsheet has written as 123456.0 or 123,456 as it was.</summary>
    static string Whole(string text)
    {
        foreach (var width in (int[])[6, 7, 8])
        {
            if (CellText.TryDigits(text, width, pad: false, out var digits, out _))
            {
                return digits;
            }
        }

        return text;
    }

    static bool IsOfPeople(string column) =>
        column.StartsWith("advocate", StringComparison.OrdinalIgnoreCase)
        || column.StartsWith("lead participant", StringComparison.OrdinalIgnoreCase);

    Column First(string[] names) =>
        names.Select(Table.Column).FirstOrDefault(column => column.Exists, new(-1, names[0]));
}
