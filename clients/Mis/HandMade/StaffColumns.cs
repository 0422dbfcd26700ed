using Mastery.Mis.Tables;

namespace Mastery.Mis.HandMade;

/// <summary>The fields that a hand-made file may fill, and how SIMS, Arbor, Bromcom and people call them.</summary>
static class StaffColumns
{
    public static readonly SourceColumn Id = new("id", "Staff ID", "Employee ID", "Person ID", "MIS ID", "SIMS ID",
        "Arbor ID", "Staff Ref", "Staff Reference", "Staff Number", "Unique ID", "Unique Identifier", "Staff Code",
            "Code");
    public static readonly SourceColumn GivenName = new("givenName", "Legal Forename", "Legal First Name", "Forename",
        "First Name", "Given Name", "Forename(s)", "First Names", "Christian Name");
    public static readonly SourceColumn FamilyName = new("familyName", "Legal Surname", "Legal Last Name", "Surname",
        "Last Name", "Family Name");
    public static readonly SourceColumn Name = new("name", "Full Name", "Staff Name", "Employee Name", "Name of staff",
        "Employee", "Staff", "Teacher", "Teacher Name");
    public static readonly SourceColumn PreferredGivenName = new("preferredGivenName", "Preferred Forename",
        "Preferred First Name", "Known As", "Chosen Forename", "Chosen First Name", "Preferred Name");
    public static readonly SourceColumn PreferredFamilyName = new("preferredFamilyName", "Preferred Surname",
        "Preferred Last Name", "Chosen Surname", "Chosen Last Name");
    public static readonly SourceColumn FormerFamilyName = new("formerFamilyName", "Former Surname", "Previous Surname",
        "Maiden Name", "Former Family Name", "Previous Family Name", "Previous Name");
    public static readonly SourceColumn Email = new("email", "Work Email", "E-mail", "Email Address",
        "Work Email Address",
        "School Email", "Main Email", "Primary Email", "E-mail Address");
    public static readonly SourceColumn Trn = new("trn", "Teacher Number", "Teacher Reference Number", "Teacher Ref No",
        "DfE Teacher Number", "TRN Number", "Teacher Ref", "Teacher Reference", "DfES Number", "DCSF Number");
    public static readonly SourceColumn School = new("school", "URN", "School URN", "LAESTAB", "DfE Number",
        "School DfE",
        "DfE No", "School Number", "School DfE Number", "LA Estab", "Establishment", "School LAESTAB", "DfE");
    public static readonly SourceColumn Subject = new("subject", "Department", "Subjects", "Dept", "Faculty",
        "Main Subject",
        "Subject/Department", "Department/Subject", "Subject Area", "Curriculum Area");
    public static readonly SourceColumn JobTitle = new("jobTitle", "Role", "Post", "Position", "Post Title", "Job Role",
        "Main Role", "Responsibility", "Job");
    public static readonly SourceColumn StartDate = new("startDate", "Start", "Date Started", "Employment Start Date",
        "Contract Start Date", "Started", "Date of Arrival", "Arrival Date", "Date Joined", "Employment Start",
        "Contract Start");
    public static readonly SourceColumn EndDate = new("endDate", "End", "Leaving Date", "Date of Leaving", "Date Left",
        "Employment End Date", "Contract End Date", "Leave Date", "Employment End", "Contract End");

    /// <summary>All of them.</summary>
    public static readonly SourceColumn[] All =
    [
        Id, GivenName, FamilyName, Name, PreferredGivenName, PreferredFamilyName, FormerFamilyName, Email, Trn, School,
        Subject, JobTitle, StartDate, EndDate,
    ];
}
