using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.SchoolDataSync;

/// <summary>School Data Sync 1 in its two forms, and 2.1.</summary>
public sealed class SchoolDataSyncFilesTests : IDisposable
{
    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Reads_teachers_of_the_general_form_at_several_schools()
    {
        var folder = _files.Folder("sds",
            ("School.csv", "SIS ID,Name,School Number,Principal Name,Address\n"
                + "10001,Hill School,136283,canary-head,canary-street\n10002,Vale School,9364567,canary,canary\n"),
            ("Teacher.csv", "SIS ID,School SIS ID,First Name,Last Name,Username,Password,State ID,Teacher "
                + "Number,Status,Middle Name,Secondary Email,Title,Qualification\n"
                + "1,10001,Anna,Ash,a.ash@hill.example,canary-pass,canary-state,1234567,Active,canary-m,canary@x,,\n"
                + "1,10002,Anna,Ash,a.ash@hill.example,canary-pass,canary-state,1234567,Active,canary-m,canary@x,,\n"
                + "2,10001,Bo,Birch,BBirch,canary,canary,102,Active,,,,\n3,10001,Cy,Cole,,,,,Deleted,,,,\n"),
            ("Section.csv", "SIS ID,School SIS ID,Section Name,Course Name,Course Subject,Status\n"
                + "s1,10001,canary-section,Maths 101,Math,Active\ns2,10002,canary-section,Further Maths,,Active\n"),
            ("TeacherRoster.csv", "Section SIS ID,SIS ID\ns1,1\ns2,1\n"),
            ("Student.csv", "SIS ID,First Name,Last Name\np1,canary-pupil,canary\n"));

        var feed = await TestFiles.ReadAsync(folder);

        Assert.Equal("School Data Sync 1 CSV", feed.Start.Format);
        Assert.Equal([("1", false), ("2", false), ("3", true)], feed.Records.Select(record => (record.Id,
            record.Deleted)));
        Assert.Equal([("136283", "Math"), ("9364567", "Further Maths")],
            feed["1"].Posts.Select(post => (post.SchoolNumber, post.Subject)));
        Assert.Equal(("a.ash@hill.example", "", ""), (feed["1"].Email, feed["1"].Trn, feed["2"].Email));
        Assert.Empty(feed.Problems);
        Assert.DoesNotContain("canary", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_form_of_the_UK()
    {
        var zip = _files.Zip("sds-uk.zip",
            ("School.csv", "DfE Number,Name\n9364567,Vale School\n"),
            ("Teacher.csv", "ID,School Dfe Number,First Name,Last Name,Username,Teacher Number,Status\n"
                + "1,9364567,Anna,Ash,AAsh,1234567,Active\n2,9364567,Bo,Birch,BBirch,101,Active\n"),
            ("Section.csv", "ID,School DfE Number,Section Name,Course Subject\n11,9364567,x,Maths\n"),
            ("TeacherRoster.csv", "Section ID,ID\n11,1\n"));

        var feed = await TestFiles.ReadAsync(zip);

        Assert.Equal([("1", "1234567"), ("2", "")], feed.Records.Select(record => (record.Id, record.Trn)));
        Assert.Equal([("9364567", "Maths"), ("9364567", "")],
            feed.Records.Select(record => record.Posts.Single()).Select(post => (post.SchoolNumber, post.Subject)));
        Assert.Equal(SchoolNumberKind.Laestab, Assert.Single(feed.End.Schools).Kind);
    }

    [Fact]
    public async Task Reads_version_2_1()
    {
        var folder = _files.Folder("sds21",
            ("orgs.csv", "sourcedId,name,type,parentSourcedId\n136283,Hill School,school,\n"),
            ("users.csv", "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\n"
                + "1,canary-user,Anna,Ash,canary-password,canary-ad,a.ash@hill.example,canary-phone,canary-sms\n"
                + "2,canary-user,Sam,canary-pupil,canary,canary,,,\n"),
            ("roles.csv", "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\n"
                + "1,136283,faculty,,,TRUE,2021-09-01,\n2,136283,student,,10,TRUE,,\n"));

        var feed = await TestFiles.ReadAsync(folder);

        Assert.Equal("School Data Sync 2.1 CSV", feed.Start.Format);
        Assert.Equal(("136283", "2021-09-01"), Assert.Single(feed["1"].Posts) is var post
            ? (post.SchoolNumber, post.StartDate) : default);
        Assert.Equal(1, feed.End.Dropped["pupils"]);
        Assert.DoesNotContain("canary", feed.Text, StringComparison.Ordinal);
    }
}
