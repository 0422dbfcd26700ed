using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.OneRoster;

/// <summary>An export of the form of the samples that OneRoster validators come with: its only organisation is a
/// department without a number, and passwords stand beside teachers, pupils and parents.</summary>
public sealed class SampleExportTests : IDisposable
{
    const string Users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
        + "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n";

    const string Enrolments = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
        + "primary,beginDate,endDate\n";

    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("active", "a.ash@hill.example", "b.birch@hill.example")]
    [InlineData("", "", "")]
    public async Task Gives_its_staff_and_nobody_else(string status, params string[] emails)
    {
        var path = _files.Zip("sample.zip",
            ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\n"
                + "file.orgs,bulk\nfile.classes,bulk\nfile.enrollments,bulk\nsource.systemName,absent"),
            ("orgs.csv", "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
                + $"o1,{status},,History Department,department,History,o0"),
            ("classes.csv", "sourcedId,status,title,schoolSourcedId,subjects\n"
                + $"c1,{status},Introduction to Physics,o1,\"Science, Physics\"\nc2,tobedeleted,History,o1,History"),
            ("enrollments.csv", Enrolments
                + $"e1,{status},,c1,o1,u1,teacher,false,,\ne2,{status},,c1,o1,u3,student,,,"),
            ("users.csv", Users
                + $"u1,{status},,TRUE,o1,teacher,canary-1,,Anna,Ash,,canary-2,{emails[0]},07000,07000,,12,canary-3\n"
                + $"u2,{status},,TRUE,o1,teacher,,\"{{LDAP:12}},{{LTI:15}}\",Bo,Birch,,,{emails[1]},,,,,canary-3\n"
                + "u3,,,TRUE,o1,student,,,Cy,Canary,,,,,,u4,10,canary-3\n"
                + $"u4,{status},,TRUE,o1,parent,,\"{{LDAP:12}},{{Fed:23}}\",Di,Canary,,,,,,u3,,canary-3"));

        var feed = await TestFiles.ReadAsync(path, new() { School = "136283" });

        Assert.Equal([("u1", "Ash", emails[0]), ("u2", "Birch", emails[1])],
            feed.Records.Select(record => (record.Id, record.FamilyName, record.Email)));
        Assert.Contains("Science, Physics", string.Join(", ", feed["u1"].Posts.Select(post => post.Subject)),
            StringComparison.Ordinal);
        Assert.All(feed.Records.SelectMany(record => record.Posts), post => Assert.Equal("136283", post.SchoolNumber));
        Assert.Equal((1, 1), (feed.End.Dropped["pupils"], feed.End.Dropped["parents and carers"]));
        Assert.Contains("History Department", feed.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", feed.Text, StringComparison.OrdinalIgnoreCase);
    }
}
