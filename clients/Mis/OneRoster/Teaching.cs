using Mastery.Mis.Files;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;
using static Mastery.Mis.OneRoster.OneRosterColumns;

namespace Mastery.Mis.OneRoster;

/// <summary>Who teaches which subject at which organisation.</summary>
sealed class Teaching
{
    readonly Dictionary<string, HashSet<string>> _classesOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, (string Org, string[] Subjects, string Course)> _classes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string[]> _courses = new(StringComparer.Ordinal);

    /// <summary>Reads who teaches which class, and what. Enrolments of pupils are passed over.</summary>
    public static Teaching Of(SourceFiles files, Manifest manifest, SourceReport report)
    {
        var teaching = new Teaching();
        if (Find("enrollments") is { } enrolments && Find("classes") is { } classes)
        {
            teaching.ReadEnrolments(enrolments, report);
            teaching.ReadClasses(classes, report);
            if (Find("courses") is { } courses)
            {
                teaching.ReadCourses(courses, report);
            }
        }

        return teaching;

        SourceFile? Find(string name) => manifest.Has(name) ? files.Find($"{name}.csv") : null;
    }

    /// <summary>Adds that somebody teaches a class.</summary>
    public void AddTeacher(string user, string classId)
    {
        if (!_classesOf.TryGetValue(user, out var classes))
        {
            _classesOf[user] = classes = new(StringComparer.Ordinal);
        }

        classes.Add(classId);
    }

    /// <summary>Adds a class.</summary>
    public void AddClass(string id, string org, IEnumerable<string> subjects, string course) =>
        _classes[id] = (org, [.. subjects], course);

    /// <summary>Adds a course, whose subjects are those of its classes that have none.</summary>
    public void AddCourse(string id, IEnumerable<string> subjects, string title) =>
        _courses[id] = [.. subjects.DefaultIfEmpty(title).Where(subject => subject.Length > 0)];

    /// <summary>What somebody teaches.</summary>
    public IEnumerable<(string Org, string Subject)> Of(string user) =>
        from id in _classesOf.GetValueOrDefault(user, [])
        where _classes.ContainsKey(id)
        let taught = _classes[id]
        from subject in taught.Subjects.Length > 0 ? taught.Subjects : _courses.GetValueOrDefault(taught.Course, [])
        select (taught.Org, subject);

    /// <summary>The values of a list in a cell.</summary>
    public static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    void ReadEnrolments(SourceFile file, SourceReport report)
    {
        foreach (var row in file.Rows(report, [Class, User, Role, Status], [Class], [User], [Role]))
        {
            if (row.Text(Role).Equals("teacher", StringComparison.OrdinalIgnoreCase)
                && !StaffRoles.IsGone(row.Text(Status)))
            {
                AddTeacher(row.Text(User), row.Text(Class));
            }
        }
    }

    void ReadClasses(SourceFile file, SourceReport report)
    {
        var taught = _classesOf.Values.SelectMany(classes => classes).ToHashSet(StringComparer.Ordinal);
        foreach (var row in file.Rows(report, [Id, ClassSchool, Course, Subjects, Status], [Id]))
        {
            if (taught.Contains(row.Text(Id)) && !StaffRoles.IsGone(row.Text(Status)))
            {
                AddClass(row.Text(Id), row.Text(ClassSchool), Split(row.Text(Subjects)), row.Text(Course));
            }
        }
    }

    void ReadCourses(SourceFile file, SourceReport report)
    {
        var used = _classes.Values.Select(taught => taught.Course).ToHashSet(StringComparer.Ordinal);
        foreach (var row in file.Rows(report, [Id, CourseTitle, Subjects], [Id]))
        {
            if (used.Contains(row.Text(Id)))
            {
                AddCourse(row.Text(Id), Split(row.Text(Subjects)), row.Text(CourseTitle));
            }
        }
    }
}
