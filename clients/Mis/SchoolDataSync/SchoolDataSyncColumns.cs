using Mastery.Mis.Tables;

namespace Mastery.Mis.SchoolDataSync;

/// <summary>The columns that are read of School Data Sync 1, and how its UK form calls them.</summary>
static class SchoolDataSyncColumns
{
    public static readonly SourceColumn Id = new("SIS ID", "ID");
    public static readonly SourceColumn Status = new("Status");

    public static readonly SourceColumn SchoolId = new("SIS ID", "DfE Number", "ID");
    public static readonly SourceColumn SchoolName = new("Name", "School Name");
    public static readonly SourceColumn SchoolNumber = new("School Number");

    public static readonly SourceColumn School = new("School SIS ID", "School DfE Number", "School ID");
    public static readonly SourceColumn FirstName = new("First Name");
    public static readonly SourceColumn LastName = new("Last Name");
    public static readonly SourceColumn Username = new("Username");
    public static readonly SourceColumn TeacherNumber = new("Teacher Number");

    public static readonly SourceColumn Section = new("Section SIS ID", "Section ID");
    public static readonly SourceColumn CourseSubject = new("Course Subject");
    public static readonly SourceColumn CourseName = new("Course Name");
}
