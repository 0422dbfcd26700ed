using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.Privacy;

/// <summary>What is in columns that are not allowed never comes out of a source: not in a record, not in a problem, not
/// in the end. Each such column has a mark of its own, in rows that are taken, refused and damaged.</summary>
public sealed class CanaryTests : IDisposable
{
    const string Mark = "canary";

    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task OneRoster_1_1() => AssertNone(await TestFiles.ReadAsync(_files.Folder("or11",
        ("orgs.csv", Rows("sourcedId=o1,name=Hill,type=school,identifier=136283", "dateLastModified", "status")),
        ("users.csv", Rows("sourcedId=u1,givenName=Anna,familyName=Ash,role=teacher,orgSourcedIds=o1", OneRosterUsers)
            + Rows("sourcedId=u2,givenName=Sam,familyName=canary-pupil,role=student,orgSourcedIds=o1", OneRosterUsers)
                .Split('\n', 2)[1]
            + "too,few,canary-cells\n"),
        ("demographics.csv", "sourcedId,birthDate\nu1,canary-born\n"))));

    [Fact]
    public async Task OneRoster_1_2() => AssertNone(await TestFiles.ReadAsync(_files.Folder("or12",
        ("manifest.csv", "propertyName,value\noneroster.version,1.2\nfile.users,bulk\n"),
        ("orgs.csv", Rows("sourcedId=o1,name=Hill,type=school,identifier=136283", "dateLastModified")),
        ("users.csv", Rows("sourcedId=u1,givenName=Anna,familyName=Ash",
            [.. OneRosterUsers, "userMasterIdentifier", "preferredMiddleName", "pronouns"])),
        ("roles.csv", Rows("userSourcedId=u1,role=teacher,orgSourcedId=o1", "roleType", "userProfileSourcedId")),
        ("userProfiles.csv", Rows("sourcedId=p1,userSourcedId=u1", "credentialType", "username", "password")))));

    [Fact]
    public async Task A_list() => AssertNone(await TestFiles.ReadAsync(_files.Write("list.csv",
        Rows("Staff ID=1,Forename=Anna,Surname=Ash,Email=a.ash@hill.example", ListColumns))));

    [Fact]
    public async Task A_workbook()
    {
        var rows = Rows("Staff ID=1,Forename=Anna,Surname=Ash", ListColumns).TrimEnd().Split('\n');
        Workbook.Write(_files["list.xlsx"], ("Staff", [.. rows.Select(row => row.Split(','))]));

        AssertNone(await TestFiles.ReadAsync(_files["list.xlsx"]));
    }

    [Fact]
    public async Task Are_seen_where_a_column_is_allowed() => Assert.Contains(Mark,
        (await TestFiles.ReadAsync(_files.Write("control.csv", "Staff ID,Forename,Surname,Role\n"
            + "1,Anna,Ash,canary-role\n")))
            .Text, StringComparison.Ordinal);

    static string[] OneRosterUsers =>
        ["username", "middleName", "identifier", "sms", "phone", "agentSourcedIds", "grades", "password",
            "dateLastModified"];

    static string[] ListColumns =>
    [
        "Date of Birth", "DOB", "NI Number", "National Insurance", "Home Address", "Postcode", "Phone", "Mobile",
            "Password",
        "Salary", "Pay Scale", "Ethnicity", "Religion", "Disability", "Gender", "Sick days", "Bank Account",
            "Payroll Number",
        "Emergency Contact", "Next of Kin", "Notes", "Home Email", "Personal Email", "Car Registration", "DBS Number",
    ];

    static string Rows(string known, params string[] others)
    {
        var cells = known.Split(',').Select(cell => cell.Split('=')).ToList();
        return $"{string.Join(',', cells.Select(cell => cell[0]).Concat(others))}\n"
            + $"{string.Join(',', cells.Select(cell => cell[1]).Concat(others.Select(name => $"{Mark}-{name}")))}\n";
    }

    static void AssertNone(Feed feed)
    {
        Assert.NotEmpty(feed.Records);
        Assert.DoesNotContain(Mark, feed.Text, StringComparison.OrdinalIgnoreCase);
    }
}
