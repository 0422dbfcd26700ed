using System.Security;
using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.Formats;

/// <summary>Writes staff in each format.</summary>
static class Export
{
    static readonly string[] Schools = ["9364567", "9361234"];

    public static string OneRoster11(TestFiles files, Teacher[] staff) => files.Folder("or11",
        ("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n"),
        ("orgs.csv", Csv("sourcedId,name,type,identifier", Schools.Select(school => new[] { $"o{school}", "S", "school",
            school }))),
        ("users.csv", Csv("sourcedId,orgSourcedIds,role,userIds,givenName,familyName,email", staff.Select(person =>
            new[]
        {
            person.Id, $"o{person.School}", "teacher", $"{{TRN:{person.Trn}}}", person.Given, person.Family,
                person.Email,
        }))),
        Classes("schoolSourcedId", "o", staff), Enrolments(staff));

    public static string OneRoster12(TestFiles files, Teacher[] staff) => files.Zip("or12.zip",
        ("in/manifest.csv", "propertyName,value\noneroster.version,1.2\nfile.users,bulk\n"),
        ("in/orgs.csv", Csv("sourcedId,name,type,identifier", Schools.Select(school => new[] { $"o{school}", "S",
            "school",
            school }))),
        ("in/users.csv", Csv("sourcedId,userIds,givenName,familyName,email", staff.Select(person => new[]
        {
            person.Id, $"{{LDAP:1}},{{TRN:{person.Trn}}}", person.Given, person.Family, person.Email,
        }))),
        ("in/roles.csv", Csv("userSourcedId,orgSourcedId,role", staff.Select(person => new[]
        {
            person.Id, $"o{person.School}", "teacher",
        }))),
        Classes("schoolSourcedId", "o", staff, "in/"), Enrolments(staff, "in/"));

    public static string SchoolDataSync1(TestFiles files, Teacher[] staff) => files.Folder("sds1",
        ("School.csv", Csv("DfE Number,Name", Schools.Select(school => new[] { school, "S" }))),
        ("Teacher.csv", Csv("ID,School DfE Number,First Name,Last Name,Username,Teacher Number", staff.Select(person =>
            new[] { person.Id, person.School, person.Given, person.Family, person.Email, person.Trn }))),
        ("Section.csv", Csv("ID,School DfE Number,Course Subject", Taught(staff).Select(taught =>
            new[] { taught.Class, taught.Person.School, taught.Subject }))),
        ("TeacherRoster.csv", Csv("Section ID,ID", Taught(staff).Select(taught =>
            new[] { taught.Class, taught.Person.Id }))));

    public static string SchoolDataSync21(TestFiles files, Teacher[] staff) => files.Folder("sds21",
        ("orgs.csv", Csv("sourcedId,name,type", Schools.Select(school => new[] { school, "S", "school" }))),
        ("users.csv", Csv("sourcedId,username,givenName,familyName,email", staff.Select(person =>
            new[] { person.Id, person.Email, person.Given, person.Family, person.Email }))),
        ("roles.csv", Csv("userSourcedId,orgSourcedId,role", staff.Select(person =>
            new[] { person.Id, person.School, "teacher" }))),
        Classes("orgSourcedId", "", staff, subjects: "courseSourcedId"),
        ("courses.csv", Csv("sourcedId,title", Taught(staff).Select(taught => new[] { taught.Subject,
            taught.Subject }))),
        Enrolments(staff));

    public static string List(TestFiles files, Teacher[] staff) => files.Write("list.csv", "A list\n" + Csv(
        string.Join(',', ListHeader), ListRows(staff)));

    public static string Sheet(TestFiles files, Teacher[] staff)
    {
        Workbook.Write(files["list.xlsx"], ("Staff", [["A list"], ListHeader, .. ListRows(staff)]));
        return files["list.xlsx"];
    }

    public static string OldSheet(TestFiles files, Teacher[] staff)
    {
        OldWorkbook.Write(files["list.xls"], "Staff", [["A list"], ListHeader, .. ListRows(staff)]);
        return files["list.xls"];
    }

    public static string Census(TestFiles files, Teacher[] staff, string school) => files.Write($"census-{school}.xml",
        $"""
        <Message><Header><CollectionDetails><Collection>School Workforce Census</Collection></CollectionDetails>
        <Source><LEA>{school[..3]}</LEA><Estab>{school[3..]}</Estab></Source></Header><SchoolWorkforceMembers>
        {string.Concat(staff.Where(person => person.School == school).Select(Member))}
        </SchoolWorkforceMembers></Message>
        """);

    static string[] ListHeader => ["Staff ID", "Surname", "Forename", "Work Email", "TRN", "DfE Number", "Department"];

    static IEnumerable<string[]> ListRows(Teacher[] staff) => Taught(staff).Select(taught => new[]
    {
        taught.Person.Id, taught.Person.Family, taught.Person.Given, taught.Person.Email, taught.Person.Trn,
        taught.Person.School, taught.Subject,
    });

    static (string, string) Classes(
        string school, string prefix, Teacher[] staff, string folder = "", string subjects = "subjects") =>
        ($"{folder}classes.csv", Csv($"sourcedId,{school},{subjects}", Taught(staff).Select(taught =>
            new[] { taught.Class, prefix + taught.Person.School, taught.Subject })));

    static (string, string) Enrolments(Teacher[] staff, string folder = "") => ($"{folder}enrollments.csv",
        Csv("classSourcedId,userSourcedId,role", Taught(staff).Select(taught =>
            new[] { taught.Class, taught.Person.Id, "teacher" })));

    static IEnumerable<(string Class, Teacher Person, string Subject)> Taught(Teacher[] staff) =>
        staff.SelectMany(person => person.Subjects.Select((subject, index) => ($"{person.Id}-{index}", person,
            subject)));

    static string Member(Teacher person) => $"""
        <SchoolWorkforceMember><StaffDetails><TeacherNumber>{person.Trn}</TeacherNumber><StaffMemberName>
        <PersonFamilyName>{SecurityElement.Escape(person.Family)}</PersonFamilyName><GivenNames><GivenName>
        <PersonGivenName>{SecurityElement.Escape(person.Given)}</PersonGivenName></GivenName></GivenNames>
        </StaffMemberName></StaffDetails><ContractOrServiceGroup><ContractOrService><Post>CLT</Post></ContractOrService>
        </ContractOrServiceGroup><Curriculums>{string.Concat(person.Subjects.Select(subject =>
            $"<Curriculum><SubjectCode>{SecurityElement.Escape(subject)}</SubjectCode></Curriculum>"))}
        </Curriculums></SchoolWorkforceMember>
        """;

    static string Csv(string header, IEnumerable<string[]> rows) => header + "\n" + string.Concat(rows.Select(row =>
        string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
}
