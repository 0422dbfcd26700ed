using System.Text;
using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.HandMade;

/// <summary>Lists of staff as people make them and as SIMS, Arbor and Bromcom export them.</summary>
public sealed class SheetSourceTests : IDisposable
{
    readonly TestFiles _files = new();

    static SheetSourceTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _files.Dispose();

    public static TheoryData<string, int> Encodings => new()
    {
        { ",", 65001 }, { ";", 1252 }, { "\t", 1200 }, { ";", 1201 }, { "|", 65001 }, { ",", 1252 },
    };

    [Theory, MemberData(nameof(Encodings))]
    public async Task Reads_any_encoding_and_separator(string separator, int codePage)
    {
        var rows = new[]
        {
            new[] { "Staff ID", "Forename", "Surname", "Work Email", "Department", "DfE Number", "Date of Birth" },
            ["101", "Zoë", "O’Brien", "z.obrien@hill.example", "Maths & Statistics", "936/4567", "01/02/1980"],
        };
        var path = _files.Write("staff.csv", string.Join("\r\n", rows.Select(cells => string.Join(separator, cells))),
            Encoding.GetEncoding(codePage));

        var person = Assert.Single((await TestFiles.ReadAsync(path)).Records);

        Assert.Equal(("101", "Zoë", "O'Brien", "z.obrien@hill.example"),
            (person.Id, person.GivenName, person.FamilyName, person.Email));
        var post = Assert.Single(person.Posts);
        Assert.Equal(("9364567", "Maths & Statistics"), (post.SchoolNumber, post.Subject));
    }

    [Fact]
    public async Task Finds_the_header_below_other_lines()
    {
        var path = _files.Write("sims.csv",
            "Staff,,\nPrinted by: The Office,26/11/2026,\n,,\nCode,\"Legal Surname\",Legal Forename,Job "
                + "Title,Start Date\nAA,Ash,Anna,Head of Maths,01/09/2021\n\n,,,,\nBB,Birch,Bo,Teacher,1 Sep 2022\n");

        var feed = await TestFiles.ReadAsync(path, new() { School = "136283" });

        Assert.Equal([("AA", 5), ("BB", 8)], feed.Records.Select(record => (record.Id, record.Origin.Line)));
        Assert.Equal([("136283", "Head of Maths", "2021-09-01"), ("136283", "Teacher", "2022-09-01")],
            feed.Records.SelectMany(record => record.Posts).Select(post => (post.SchoolNumber, post.JobTitle,
                post.StartDate)));
        Assert.Equal(["136283"], feed.End.Schools.Select(school => school.Number));
    }

    [Fact]
    public async Task Takes_a_name_in_one_column_apart()
    {
        var path = _files.Write("names.csv", "Staff Name,TRN\n\"O'BRIEN, Zoe\",1234567\n\"Smith-Jones, Mrs Anna "
            + "May\",12/34568\nMr Bo McDonald,RP1234569\n\"MCDONALD, Cy\",\n");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal([("Zoe", "O'Brien"), ("Anna May", "Smith-Jones"), ("Bo", "McDonald"), ("Cy", "McDonald")],
            feed.Records.Select(record => (record.GivenName, record.FamilyName)));
        Assert.Equal(["trn-1234567", "trn-1234568", "trn-1234569"], feed.Records.Take(3).Select(record => record.Id));
        Assert.StartsWith("name-", feed.Records[3].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_out_accounts_that_are_no_person()
    {
        var path = _files.Write("staff.csv", "ID,Forename,Surname,Email\n1,,SEN,office@hill.example\n"
            + "2,Cover,Supervisor,\n3,,PERSONNEL,\n4,Anna,Head,office@hill.example\n5,Bo,Cover,office@hill.example\n");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal([("4", "office@hill.example"), ("5", "office@hill.example")],
            feed.Records.Select(record => (record.Id, record.Email)));
        Assert.Equal(3, feed.End.Dropped["shared accounts and posts without a person"]);
        Assert.Equal(0, feed.End.LostPeople);
        Assert.StartsWith("staff.csv, line 2: the name is that of an account or an empty post", feed.Said,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joins_the_rows_of_one_person()
    {
        var path = _files.Write("posts.csv", "Staff ID,Forename,Surname,URN,Department,Leaving Date\n"
            + "1,Anna,Ash,136283,Maths,\n"
            + "1,Anna,Ash,136283,Physics,31/08/2025\n1,Anna,Ash,136284,,\n2,Bo,Birch,136283,Maths,\n"
                + "2,Cy,Cole,136283,Maths,\n");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal(["1", "2"], feed.Records.Select(record => record.Id));
        Assert.Equal([("136283", "Maths", ""), ("136283", "Physics", "2025-08-31"), ("136284", "", "")],
            feed["1"].Posts.Select(post => (post.SchoolNumber, post.Subject, post.EndDate)));
        Assert.Equal("posts.csv, line 6, Staff ID: the id is already that of somebody with another name; this row is "
            + "left out",
            feed.Said);
    }

    [Fact]
    public async Task Does_not_make_one_person_of_two_with_the_same_name()
    {
        var path = _files.Write("staff.csv", "Forename,Surname,Email\nAnna,Ash,a.ash@hill.example\n"
            + "Anna,Ash,a.ash2@hill.example\n");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal("a.ash@hill.example", Assert.Single(feed.Records).Email);
        Assert.Equal(1, feed.End.LostPeople);
    }

    [Fact]
    public async Task Says_which_dates_it_cannot_read_and_takes_days_before_months()
    {
        var path = _files.Write("staff.csv", "ID,Forename,Surname,Start,End\n1,Anna,Ash,02/03/2021,31/02/2022\n"
            + "2,Bo,Birch,01/01/1900,\n3,Cy,Cole,2022-09-01 00:00:00,2021-08-31\n");

        var feed = await TestFiles.ReadAsync(path);

        Assert.Equal([("2021-03-02", ""), ("", ""), ("", "2021-08-31")],
            feed.Records.Select(record => record.Posts.Single()).Select(post => (post.StartDate, post.EndDate)));
        Assert.Equal("staff.csv, line 2, End: the date is not one as 2025-09-01 or 01/09/2025; the post is taken "
            + "without it\nstaff.csv, line 4, End: the post ends before it begins; it is taken without its first "
            + "day", feed.Said);
    }

    [Fact]
    public async Task Reads_the_sheet_of_a_workbook_that_has_staff()
    {
        Workbook.Write(_files["staff.xlsx"],
            ("Notes", [["How to use this"], ["Ask the office"]]),
            ("Staff", [["Hill School"], ["Staff ID", "Surname", "Forename", "Teacher Number", "URN", "Salary"],
                ["101", "Ash", "Anna", "1234567", "136283", "45000"]]));

        var feed = await TestFiles.ReadAsync(_files["staff.xlsx"]);

        var person = Assert.Single(feed.Records);
        Assert.Equal(("101", "Ash", "1234567", "136283"),
            (person.Id, person.FamilyName, person.Trn, person.Posts.Single().SchoolNumber));
        Assert.Equal(("Staff", 3), (person.Origin.File, person.Origin.Line));
        Assert.DoesNotContain("45000", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_an_old_workbook()
    {
        OldWorkbook.Write(_files["staff.xls"], "Staff",
        [
            ["Hill School"], [], ["Staff ID", "Surname", "Forename", "Teacher Number", "URN", "Started", "Salary"],
            ["101", "O’Brien", "Zoë", "1234567", "136283", "01/09/2021", "45000"],
        ]);

        var feed = await TestFiles.ReadAsync(_files["staff.xls"]);

        var person = Assert.Single(feed.Records);
        Assert.Equal(("101", "Zoë", "O'Brien", "1234567"),
            (person.Id, person.GivenName, person.FamilyName, person.Trn));
        Assert.Equal(("136283", "2021-09-01"), (person.Posts.Single().SchoolNumber, person.Posts.Single().StartDate));
        Assert.Equal(("Staff", 4), (person.Origin.File, person.Origin.Line));
        Assert.DoesNotContain("45000", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_only_the_columns_of_a_saved_mapping()
    {
        var path = _files.Write("staff.csv", "Nr,Nachname,Vorname,Email\n1,Ash,Anna,a@hill.example\n");
        var mapping = new ColumnMapping
        {
            Columns = new Dictionary<string, string>
            {
                ["id"] = "Nr",
                ["familyName"] = "Nachname",
                ["givenName"] = "Vorname",
            },
        };
        mapping.Save(_files["mapping.json"]);

        var feed = await TestFiles.ReadAsync(path, new() { Mapping = ColumnMapping.Load(_files["mapping.json"]) });

        Assert.Equal(("1", "Anna", "Ash", ""), Assert.Single(feed.Records) is var person
            ? (person.Id, person.GivenName, person.FamilyName, person.Email) : default);
    }

    [Fact]
    public void Guesses_a_mapping_by_the_headers()
    {
        var path = _files.Write("staff.csv", "Report\nStaff Code;Surname;Forename;E-mail;Faculty;Date of Birth;NI "
            + "Number\n");

        var mapping = ColumnMapping.Guess(path);

        Assert.Equal(
            [("id", "Staff Code"), ("givenName", "Forename"), ("familyName", "Surname"), ("email", "E-mail"),
                ("subject", "Faculty")],
            mapping.Columns.Select(column => (column.Key, column.Value)));
    }

    [Theory]
    [InlineData("{\"columns\": {\"dateOfBirth\": \"DOB\"}}", "m.json has a field \"dateOfBirth\" that does not exist")]
    [InlineData("{\n\"columns\": {", "m.json is not a column mapping: line 2")]
    [InlineData("{\"password\": 1}", "m.json is not a column mapping: line 1")]
    public void Refuses_a_mapping_that_says_something_else(string json, string message)
    {
        var path = _files.Write("m.json", json);

        Assert.StartsWith(message, Assert.Throws<StaffSourceException>(() => ColumnMapping.Load(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "has no header with the names of staff")]
    [InlineData("", "has no header with the names of staff")]
    [InlineData("PK\u0003\u0004 broken", "is not a zip archive")]
    public async Task Refuses_what_is_no_list_of_staff(string content, string message)
    {
        var path = _files.Write("x.csv", content);

        var failure = await Assert.ThrowsAsync<StaffSourceException>(() => TestFiles.ReadAsync(path));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
