using System.Text;
using Mastery.Mis.Tests.Reading;
using Mastery.Participants.V1;

namespace Mastery.Mis.Tests.Census;

/// <summary>The School Workforce Census.</summary>
public sealed class CensusSourceTests : IDisposable
{
    const string Header = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Message><Header><CollectionDetails><Collection>School Workforce Census</Collection><Year>2025</Year>
        </CollectionDetails><Source><SourceLevel>S</SourceLevel><LEA>936</LEA><Estab>4567</Estab></Source></Header>
        <SchoolWorkforceMembers>
        """;

    const string End = "</SchoolWorkforceMembers></Message>";

    const string Members = """
        <SchoolWorkforceMember><StaffDetails><TeacherNumber>1234567</TeacherNumber><StaffMemberName>
        <PersonFamilyName>Ash</PersonFamilyName><GivenNames>
        <GivenName><PersonGivenName>Anna</PersonGivenName></GivenName><GivenName>
        <PersonGivenName>canary-second</PersonGivenName></GivenName></GivenNames></StaffMemberName>
        <FormerFamilyNames><PersonFamilyName>Oak</PersonFamilyName><PersonFamilyName>Elm</PersonFamilyName>
        </FormerFamilyNames><NINumber>canary-ni</NINumber><GenderCurrent>canary</GenderCurrent>
        <PersonBirthDate>canary-born</PersonBirthDate><Ethnicity>canary</Ethnicity><Disability>canary</Disability>
        </StaffDetails><ContractOrServiceGroup><ContractOrService><ContractType>PRM</ContractType>
        <ContractStart>2021-09-01</ContractStart><Post>CLT</Post><SchoolArrivalDate>2019-09-01</SchoolArrivalDate>
        <Payments><BasePay>canary-pay</BasePay></Payments><Roles><Role><RoleIdentifier>TCHR</RoleIdentifier></Role>
        <Role><RoleIdentifier>HDPT</RoleIdentifier></Role></Roles></ContractOrService></ContractOrServiceGroup>
        <Curriculums><Curriculum><SubjectCode>MAT</SubjectCode><Hours>20</Hours></Curriculum>
        <Curriculum><SubjectCode>PHY</SubjectCode></Curriculum></Curriculums>
        <Absences><Absence><AbsenceCategory>canary-sick</AbsenceCategory></Absence></Absences>
        <Qualifications><Qualification><SubjectCode>canary-degree</SubjectCode></Qualification></Qualifications>
        </SchoolWorkforceMember>
        <SchoolWorkforceMember><StaffDetails><StaffMemberName><PersonFamilyName>canary-cook</PersonFamilyName>
        </StaffMemberName></StaffDetails><ContractOrServiceGroup><ContractOrService>
        <Post>SUP</Post></ContractOrService>
        </ContractOrServiceGroup></SchoolWorkforceMember>
        """;

    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Takes_teachers_with_their_posts_and_drops_everything_else()
    {
        var feed = await ReadAsync(Header + Members + End);

        Assert.Equal("School Workforce Census XML", feed.Start.Format);
        var person = Assert.Single(feed.Records);
        Assert.Equal(("trn-1234567", "Anna", "Ash", "1234567"),
            (person.Id, person.GivenName, person.FamilyName, person.Trn));
        Assert.Equal(["Oak", "Elm"], person.PreviousNames.Select(name => name.FamilyName));
        Assert.Equal(
            [("9364567", "Mathematics", "Head of department", Responsibility.HeadOfDepartment, "2021-09-01"),
                ("9364567", "PHY", "Head of department", Responsibility.HeadOfDepartment, "2021-09-01")],
            person.Posts.Select(post => (post.SchoolNumber, post.Subject, post.JobTitle, post.Responsibility,
                post.StartDate)));
        Assert.Equal(1, feed.End.Dropped["support staff and others who do not teach"]);
        Assert.Equal(["9364567"], feed.End.Schools.Select(school => school.Number));
        Assert.DoesNotContain("canary", feed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HDTR", Responsibility.SeniorLeader)]
    [InlineData("DPHT", Responsibility.SeniorLeader)]
    [InlineData("ASHT", Responsibility.SeniorLeader)]
    [InlineData("HDPT", Responsibility.HeadOfDepartment)]
    [InlineData("TCHR", Responsibility.ClassroomTeacher)]
    [InlineData("LDPR", Responsibility.Unspecified)]
    public async Task Reads_the_responsibility_of_a_role(string role, Responsibility expected)
    {
        var feed = await ReadAsync(Header + Member("1234567", role) + End);

        Assert.Equal(expected, feed.Records.Single().Posts.Single().Responsibility);
    }

    [Fact]
    public async Task Knows_people_without_a_teacher_number_by_school_and_name()
    {
        var one = await ReadAsync(Header + Member("", "TCHR") + End);
        var other = await ReadAsync(Header + Member("", "HDPT") + End);

        Assert.StartsWith("name-", one.Records.Single().Id, StringComparison.Ordinal);
        Assert.Equal(one.Records.Single().Id, other.Records.Single().Id);
    }

    [Fact]
    public async Task Takes_the_school_of_each_contract_from_the_file_of_an_authority()
    {
        var feed = await ReadAsync(Header.Replace("<Estab>4567</Estab>", "", StringComparison.Ordinal)
            + Member("1234567", "TCHR").Replace("<Roles>", "<Estab>1234</Estab><Roles>", StringComparison.Ordinal)
            + Member("1234568", "TCHR") + End);

        Assert.Equal(["9361234", ""], feed.Records.Select(record => record.Posts.Single().SchoolNumber));
        Assert.Equal("census.xml, Estab: the census does not say its school (LEA and Estab); posts are taken without a "
            + "school", feed.Said);
    }

    [Fact]
    public async Task Reads_other_encodings_that_the_file_names()
    {
        var text = Header.Replace("UTF-8", "ISO-8859-1", StringComparison.Ordinal)
            + Member("1234567", "TCHR").Replace("Ash", "Müller", StringComparison.Ordinal) + End;

        var feed = await TestFiles.ReadAsync(_files.Write("census.xml", text, Encoding.Latin1));

        Assert.Equal("Müller", feed.Records.Single().FamilyName);
    }

    [Theory]
    [InlineData("<!DOCTYPE Message [<!ENTITY a \"b\">]><Message/>", "census.xml: the file is not whole XML")]
    [InlineData("<Message><Header>", "census.xml, line 1: the file is not whole XML")]
    [InlineData("<html></html>", "census.xml is XML and no School Workforce Census")]
    public async Task Refuses_what_is_no_census(string text, string message)
    {
        var failure = await Assert.ThrowsAsync<StaffSourceException>(() => ReadAsync(text));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    Task<Feed> ReadAsync(string text) => TestFiles.ReadAsync(_files.Write("census.xml", text));

    static string Member(string trn, string role) => $"""
        <SchoolWorkforceMember><StaffDetails><TeacherNumber>{trn}</TeacherNumber><StaffMemberName>
        <PersonFamilyName>Ash</PersonFamilyName><GivenNames>
        <GivenName><PersonGivenName>Anna</PersonGivenName></GivenName>
        </GivenNames></StaffMemberName></StaffDetails><ContractOrServiceGroup><ContractOrService>
        <Roles><Role><RoleIdentifier>{role}</RoleIdentifier></Role></Roles></ContractOrService></ContractOrServiceGroup>
        </SchoolWorkforceMember>
        """;
}
