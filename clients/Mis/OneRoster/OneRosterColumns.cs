using Mastery.Mis.Tables;

namespace Mastery.Mis.OneRoster;

/// <summary>The columns that are read of OneRoster 1.1 and 1.2, and of School Data Sync 2.1, which is made after
/// it.</summary>
static class OneRosterColumns
{
    public static readonly SourceColumn Id = new("sourcedId", "sourceId", "sourced_id", "id");
    public static readonly SourceColumn Status = new("status");

    public static readonly SourceColumn Property = new("propertyName", "property");
    public static readonly SourceColumn Value = new("value");

    public static readonly SourceColumn OrgName = new("name");
    public static readonly SourceColumn OrgType = new("type", "orgType");
    public static readonly SourceColumn OrgIdentifier = new("identifier", "orgIdentifier");
    public static readonly SourceColumn Parent = new("parentSourcedId", "parentSourceId");

    public static readonly SourceColumn GivenName = new("givenName", "firstName", "forename");
    public static readonly SourceColumn FamilyName = new("familyName", "lastName", "surname");
    public static readonly SourceColumn PreferredGivenName = new("preferredGivenName", "preferredFirstName");
    public static readonly SourceColumn PreferredFamilyName = new("preferredFamilyName", "preferredLastName");
    public static readonly SourceColumn Email = new("email", "emailAddress");
    public static readonly SourceColumn Username = new("username", "userName");
    public static readonly SourceColumn UserIds = new("userIds");
    public static readonly SourceColumn UserRole = new("role", "roles");
    public static readonly SourceColumn UserOrgs = new("orgSourcedIds", "orgSourcedId", "orgSourceIds", "orgs");
    public static readonly SourceColumn PrimaryOrg = new("primaryOrgSourcedId", "primaryOrg");

    public static readonly SourceColumn User = new("userSourcedId", "userSourceId");
    public static readonly SourceColumn Org = new("orgSourcedId", "orgSourceId");
    public static readonly SourceColumn Role = new("role");
    public static readonly SourceColumn Begin = new("beginDate", "roleStartDate", "startDate");
    public static readonly SourceColumn End = new("endDate", "roleEndDate");

    public static readonly SourceColumn Class = new("classSourcedId", "classSourceId");
    public static readonly SourceColumn ClassSchool = new("schoolSourcedId", "orgSourcedId", "schoolSourceId");
    public static readonly SourceColumn Course = new("courseSourcedId", "courseSourceId");
    public static readonly SourceColumn Subjects = new("subjects", "subject");
    public static readonly SourceColumn CourseTitle = new("title");
}
