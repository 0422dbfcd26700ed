using Mastery.Mis.Files;
using Mastery.Mis.OneRoster;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;
using static Mastery.Mis.SchoolDataSync.SchoolDataSyncColumns;

namespace Mastery.Mis.SchoolDataSync;

/// <summary>Reads School Data Sync 1 CSV, in its general form and in that of the UK, which has DfE numbers of schools.
/// The format has everybody each time. <c>Student.csv</c> and <c>StudentEnrollment.csv</c> are not opened.</summary>
sealed class SchoolDataSyncFiles(SourceFiles files, FileSourceOptions options, SourceReport report)
{
    const string TeacherFile = "Teacher.csv";
    const string SchoolFile = "School.csv";

    readonly Orgs _schools = new(report, SchoolFile, options.KnownSchool());
    readonly Teaching _teaching = new();
    readonly StaffCollector _people = new(report);

    /// <summary>Whether files are such an export.</summary>
    public static bool Recognises(SourceFiles files) =>
        files.Find(TeacherFile) is not null && files.Find(SchoolFile) is not null;

    /// <summary>Reads them.</summary>
    public IEnumerable<StaffReading> Read()
    {
        yield return new SourceStart("School Data Sync 1 CSV", options.Mode ?? FeedMode.Full);
        ReadSchools(files.Find(SchoolFile)!);
        if (files.Find("TeacherRoster.csv") is { } roster && files.Find("Section.csv") is { } sections)
        {
            ReadRoster(roster);
            ReadSections(sections);
        }

        ReadTeachers(files.Find(TeacherFile)!);
        foreach (var person in _people.People())
        {
            yield return person;
        }
    }

    void ReadSchools(SourceFile file)
    {
        foreach (var row in file.Rows(report, [SchoolId, SchoolName, SchoolNumber], [SchoolId]))
        {
            _schools.Add(row[SchoolId], row.Text(SchoolName), "school", row[SchoolNumber], "");
        }
    }

    void ReadRoster(SourceFile file)
    {
        foreach (var row in file.Rows(report, [Section, Id], [Section], [Id]))
        {
            _teaching.AddTeacher(row.Text(Id), row.Text(Section));
        }
    }

    void ReadSections(SourceFile file)
    {
        foreach (var row in file.Rows(report, [Id, School, CourseSubject, CourseName, Status], [Id], [School]))
        {
            if (!StaffRoles.IsGone(row.Text(Status)))
            {
                var subject = row.Text(CourseSubject) is { Length: > 0 } named ? named : row.Text(CourseName);
                _teaching.AddClass(row.Text(Id), row.Text(School), subject.Length > 0 ? [subject] : [], "");
            }
        }
    }

    void ReadTeachers(SourceFile file)
    {
        SourceColumn[] columns = [Id, School, FirstName, LastName, Username, TeacherNumber, Status];
        foreach (var row in file.People(report, columns, [Id], [FirstName], [LastName]))
        {
            _people.Add(Draft(row));
        }
    }

    StaffDraft Draft(TableRow row)
    {
        var draft = new StaffDraft(row[Id], report);
        if (StaffRoles.IsGone(row.Text(Status)))
        {
            draft.Record.Deleted = true;
            return draft;
        }

        draft.SetNames(row[FirstName], row[LastName]);
        // The user name is the address where the school writes it in full; otherwise its domain is not in the file.
        draft.SetEmail(row[Username].Text.Contains('@', StringComparison.Ordinal) ? row[Username] : default);
        draft.SetTrn(IsTrn(row) ? row[TeacherNumber] : default);
        var school = _schools.SchoolOf(row.Text(School));
        foreach (var subject in _teaching.Of(row.Text(Id)).Where(taught => _schools.SchoolOf(taught.Org) == school)
            .Select(taught => taught.Subject).Distinct(StringComparer.OrdinalIgnoreCase).DefaultIfEmpty(""))
        {
            draft.AddPost(school, row[School].With(subject));
        }

        return draft;
    }

    // The general form has any number of the school's own here; that of the UK has the DfE's, if it has seven digits.
    static bool IsTrn(TableRow row) => row.Text(TeacherNumber) is { Length: 7 } number
        && number.All(char.IsAsciiDigit)
        && row.Table.HeaderOf(School).Contains("DfE", StringComparison.OrdinalIgnoreCase);
}
