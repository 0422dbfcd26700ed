using Mastery.Mis.Tests.Reading;
using Mastery.Participants.V1;

namespace Mastery.Mis.Tests.OneRoster;

/// <summary>OneRoster 1.1 and 1.2 as CSV, as it is written down and as real systems write it.</summary>
public sealed class OneRosterFilesTests : IDisposable
{
    const string Manifest = "propertyName,value\noneroster.version,1.1\nfile.users,bulk\nsource.systemName,Arbor\n";
    const string Orgs = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        + "t1,,,Coast Trust,district,,\no1,,,Hill School,school,136283,t1\no2,,,Vale School,school,936/4567,t1\n"
        + "d1,,,Mathematics,department,,o1\n";
    const string Users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
        + "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n";

    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Takes_staff_with_their_schools_and_counts_the_others()
    {
        var feed = await ReadAsync(Users
            + "u1,,,true,\"o1,o2\",teacher,ao,\"{LDAP:12},{TRN:1234567}\",Anna,O’Brien,,,a.obrien@hill.example,,,,,\n"
            + "u2,,,true,o1,student,,,Sam,Pupil,,,,,,,,\nu3,,,true,o1,parent,,,Pat,Parent,,,,,,,,\n"
            + "u4,,,true,d1,administrator,,,Bea,Cole,,,b.cole@hill.example,,,,,\n");

        Assert.Equal(("OneRoster 1.1 CSV", FeedMode.Full, "Arbor"), (feed.Start.Format, feed.Start.Mode,
            feed.Start.System));
        Assert.Equal(["u1", "u4"], feed.Records.Select(record => record.Id));
        Assert.Equal(("Anna", "O'Brien", "a.obrien@hill.example", "1234567"), Identity(feed["u1"]));
        Assert.Equal(["136283", "9364567"], feed["u1"].Posts.Select(post => post.SchoolNumber));
        Assert.Equal(["136283"], feed["u4"].Posts.Select(post => post.SchoolNumber));
        Assert.Equal([("parents and carers", 1), ("pupils", 1)], feed.End.Dropped.Select(kind => (kind.Key,
            kind.Value)));
        Assert.Equal([("136283", SchoolNumberKind.Urn, "Hill School"), ("9364567", SchoolNumberKind.Laestab,
            "Vale School")],
            feed.End.Schools.Select(school => (school.Number, school.Kind, school.Name)));
        Assert.Empty(feed.Problems);
    }

    [Fact]
    public async Task Says_what_somebody_teaches_at_each_school()
    {
        var feed = await ReadAsync(
            Users + "u1,,,true,o1,teacher,,,Anna,Ash,,,,,,,,\n",
            ("courses.csv", "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
                + "orgSourcedId,subjects,subjectCodes\nk1,,,,Further Mathematics,,,o1,,\n"),
            ("classes.csv", "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
                + "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
                + "c1,,,10x/Ma1,,k1,,scheduled,,o1,,\"Mathematics, Statistics\",,\nc2,,,12A,,k1,,scheduled,,o1,,,,\n"
                + "c3,,,9y,,,,scheduled,,o2,,Physics,,\nc4,tobedeleted,,9z,,,,scheduled,,o1,,French,,\n"),
            ("enrollments.csv", "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,"
                + "role,primary,"
                + "beginDate,endDate\ne1,,,c1,o1,u1,teacher,,,\ne2,,,c2,o1,u1,Teacher,,,\ne3,,,c3,o2,u1,teacher,,,\n"
                + "e4,,,c4,o1,u1,teacher,,,\ne5,,,c1,o1,u9,student,,,\ne6,inactive,,c3,o2,u1,teacher,,,\n"));

        Assert.Equal(
            [("136283", "Mathematics"), ("136283", "Statistics"), ("136283", "Further Mathematics"), ("9364567",
                "Physics")],
            feed["u1"].Posts.Select(post => (post.SchoolNumber, post.Subject)));
    }

    [Fact]
    public async Task Reads_roles_and_preferred_names_of_version_1_2()
    {
        var folder = _files.Folder("v12",
            ("manifest.csv", "propertyName,value\noneroster.version,1.2\nfile.users,bulk\nfile.roles,bulk\n"),
            ("orgs.csv", Orgs),
            ("users.csv", "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
                + "middleName,"
                + "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
                + "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\n"
                + "u1,,,true,a,,Anna,Smith,,,a@hill.example,,,,,,,Annie,,Jones,o1,\n"
                    + "u2,,,true,b,,Sam,Pupil,,,,,,,,,,,,,o1,\nu3,,,true,c,,Bo,Nobody,,,,,,,,,,,,,o1,\n"),
            ("roles.csv", "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
                + "orgSourcedId,userProfileSourcedId\nr1,,,u1,primary,principal,2021-09-01,,o1,\n"
                    + "r2,,,u1,secondary,teacher,01/09/2022,31/08/2023,o2,\nr3,,,u2,primary,student,,,o1,\n"));

        var feed = await TestFiles.ReadAsync(folder);

        var person = Assert.Single(feed.Records);
        Assert.Equal("OneRoster 1.2 CSV", feed.Start.Format);
        Assert.Equal(("Annie", "Jones"), (person.PreferredGivenName, person.PreferredFamilyName));
        Assert.Equal(
            [("136283", Responsibility.SeniorLeader, "2021-09-01", ""), ("9364567", default, "2022-09-01",
                "2023-08-31")],
            person.Posts.Select(post => (post.SchoolNumber, post.Responsibility, post.StartDate, post.EndDate)));
        Assert.Equal((1, 1), (feed.End.Dropped["pupils"], feed.End.Dropped["people without a role"]));
    }

    [Fact]
    public async Task Says_who_is_gone_in_a_delta()
    {
        var feed = await ReadAsync(
            Users + "u1,tobedeleted,2025-09-01T08:00:00Z,,o1,teacher,,,,,,,,,,,,\n"
                + "u2,inactive,01/09/2025,1,o1,teacher,,,Bea,Cole,,,,,,,,\n"
                    + "u3,active,,TRUE,o1,teacher,,,Cy,Dean,,,,,,,,\n",
            ("manifest.csv", Manifest.Replace("bulk", "delta", StringComparison.Ordinal)));

        Assert.Equal(FeedMode.Delta, feed.Start.Mode);
        Assert.Equal([("u1", true), ("u2", true), ("u3", false)],
            feed.Records.Select(record => (record.Id, record.Deleted)));
        Assert.All(feed.Records.Where(record => record.Deleted),
            record => Assert.Equal(("", "", ""), (record.GivenName, record.FamilyName, record.Email)));
    }

    [Fact]
    public async Task Reads_a_delta_that_has_users_only()
    {
        var folder = _files.Folder("delta",
            ("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,absent\nfile.users,delta\n"),
            ("users.csv", Users + "u1,active,,true,136283,teacher,,,Anna,Ash,,,,,,,,\n"));

        var feed = await TestFiles.ReadAsync(folder);

        Assert.Equal((FeedMode.Delta, "136283"), (feed.Start.Mode, feed["u1"].Posts.Single().SchoolNumber));
    }

    [Fact]
    public async Task Takes_no_trust_for_a_place_of_work_of_those_who_have_a_school()
    {
        var feed = await ReadAsync(Users + "u1,,,true,\"t1,o1\",teacher,,,Anna,Ash,,,,,,,,\n");

        Assert.Equal("136283", Assert.Single(feed["u1"].Posts).SchoolNumber);
        Assert.Empty(feed.Problems);
    }

    [Fact]
    public async Task Takes_headers_in_any_order_and_case_with_typing_errors_and_more_columns()
    {
        var feed = await ReadAsync("\uFEFFEmail,FAMILYNAME,givenNmae,Role,orgSourcedIds,sourcedId,extra\n"
            + "a@hill.example,Ash,Anna,Teacher,o1,u1,x\n");

        Assert.Equal(("Anna", "Ash", "a@hill.example", ""), Identity(feed["u1"]));
        Assert.Equal("users.csv, line 1, givenNmae: this column is taken for \"givenName\"", feed.Said);
    }

    [Fact]
    public async Task Finds_files_in_a_folder_of_the_archive_and_lets_a_blank_manifest_be_bulk()
    {
        var zip = _files.Zip("export.zip",
            ("Export 1/Users.csv", Users + "u1,active,,1,o1,teacher,,,Anna,Ash,,,,,,,,\n"),
            ("Export 1/orgs.csv", Orgs),
            ("Export 1/manifest.csv", "propertyName,value\nfile.users,\n"));

        var feed = await TestFiles.ReadAsync(zip);

        Assert.Equal(("u1", FeedMode.Full), (Assert.Single(feed.Records).Id, feed.Start.Mode));
        Assert.Contains("manifest.csv, file.users: it does not say", feed.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_people_whose_school_is_not_known_and_says_so_once()
    {
        var feed = await ReadAsync(Users + "u1,,,true,gone,teacher,,,Anna,Ash,,,,,,,,\n"
            + "u2,,,true,gone,teacher,,,Bo,Birch,,,,,,,,\nu3,,,true,t1,teacher,,,Cy,Cole,,,,,,,,\n");

        Assert.Equal(["", "", ""], feed.Records.SelectMany(record => record.Posts).Select(post => post.SchoolNumber));
        Assert.Equal(
            "orgs.csv, sourcedId: people belong to an organisation \"gone\" that is not in this file; posts there "
                + "are taken without a school\norgs.csv, line 2, identifier: the organisation \"Coast Trust\" has "
                + "neither a URN (six digits) nor a LAESTAB (seven digits); posts there are taken without a "
                + "school", feed.Said);
    }

    [Fact]
    public async Task Takes_people_without_a_field_that_is_wrong_and_does_not_repeat_it()
    {
        var feed = await ReadAsync(Users + "u1,,,true,o1,teacher,,{TRN:12345},Anna,Ash,,,jsmith at school,,,,,\n"
            + ",,,true,o1,teacher,,,No,Id,,,,,,,,\nu3,,,true,o1,teacher,,,,Nameless,,,,,,,,\n"
            + "u4,,,true,o1,superhero,,,Clark,Kent,,,,,,,,\n");

        Assert.Equal(("Anna", "Ash", "", ""), Identity(Assert.Single(feed.Records)));
        Assert.Equal(
            "users.csv, line 2, email: the e-mail address has no @; the person is taken without one\n"
                + "users.csv, line 2, userIds: the Teacher Reference Number has 5 digits and not seven, perhaps "
                    + "because a spreadsheet took off its zeros; the person is taken without one\nusers.csv, line "
                + "3, sourcedId: the person has no id and is left out\nusers.csv, line 4: the person has no given "
                + "name and is left out\nusers.csv, line 5, role: \"superhero\" is not a role of staff; people with "
                + "it are left out",
                    feed.Said);
        Assert.Equal(2, feed.End.LostPeople);
    }

    [Fact]
    public async Task Loses_only_the_line_of_a_stray_quotation_mark()
    {
        var rows = string.Concat(Enumerable.Range(2, 60).Select(number =>
            $"u{number},,,true,o1,teacher,,,Anna,Ash{number},,,,,,,,\n"));

        var feed = await ReadAsync(Users + "u1,,,true,o1,teacher,,,\"Anna,Ash,,,,,,,,\n" + rows);

        Assert.Equal(Enumerable.Range(2, 60).Select(number => $"u{number}"), feed.Records.Select(record => record.Id));
        Assert.StartsWith("users.csv, line 2: the row has ", feed.Said, StringComparison.Ordinal);
        Assert.Equal(1, feed.End.LostPeople);
    }

    [Fact]
    public async Task Keeps_a_line_break_inside_quotation_marks()
    {
        var feed = await ReadAsync(Users + "u1,,,true,o1,teacher,,,Anna,Ash,,\"a\nb\",,,,,,\n"
            + "u2,,,true,o1,teacher,,,Bo,Birch,,,,,,,,\n");

        Assert.Equal(["u1", "u2"], feed.Records.Select(record => record.Id));
        Assert.Equal([2, 4], feed.Records.Select(record => record.Origin.Line));
    }

    [Fact]
    public async Task Refuses_a_row_with_more_cells_than_the_header()
    {
        var feed = await ReadAsync(Users + "u1,,,true,o1,teacher,,,Anna,Ash,,,,,,,,,secret\n");

        Assert.Empty(feed.Records);
        Assert.Equal("users.csv, line 2: the row has 19 cells and the header 18, so texts may stand in wrong "
            + "columns; the row is left out", feed.Said);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_such_export()
    {
        var folder = _files.Folder("wrong", ("users.csv", "a,b\n1,2\n"), ("orgs.csv", Orgs));

        var failure = await Assert.ThrowsAsync<StaffSourceException>(() => TestFiles.ReadAsync(folder));

        Assert.Equal("users.csv has no header with the columns sourcedId, givenName, familyName: is it another file?",
            failure.Message);
    }

    Task<Feed> ReadAsync(string users, params (string Name, string Text)[] more) =>
        TestFiles.ReadAsync(_files.Folder("export",
        [("manifest.csv", Manifest), ("orgs.csv", Orgs), ("users.csv", users), .. more]));

    static (string, string, string, string) Identity(StaffRecord person) =>
        (person.GivenName, person.FamilyName, person.Email, person.Trn);
}
