using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Mastery.Mis.Tests.Reading;
using Mastery.Mis.Tests.StandIns;
using Mastery.Participants.V1;

namespace Mastery.Mis.Tests.Formats;

/// <summary>The same staff are the same records, whatever format they come in, as far as it can say them.</summary>
public sealed class SameStaffTests
{
    [Property(MaxTest = 20)]
    public async Task In_every_file(int seed)
    {
        using var files = new TestFiles();
        var staff = Teacher.Some(seed);
        var all = staff.Select(person => Said(person)).ToList();

        Assert.Equal(all, await ReadAsync(Export.OneRoster11(files, staff)));
        Assert.Equal(all, await ReadAsync(Export.OneRoster12(files, staff)));
        Assert.Equal(all, await ReadAsync(Export.SchoolDataSync1(files, staff)));
        Assert.Equal(all, await ReadAsync(Export.List(files, staff)));
        Assert.Equal(all, await ReadAsync(Export.Sheet(files, staff)));
        Assert.Equal(all, await ReadAsync(Export.OldSheet(files, staff)));
        Assert.Equal(staff.Select(person => Said(person with { Trn = "" })),
            await ReadAsync(Export.SchoolDataSync21(files, staff)));
        foreach (var school in staff.Select(person => person.School).Distinct())
        {
            Assert.Equal(
                staff.Where(person => person.School == school)
                    .Select(person => Said(person with { Id = $"trn-{person.Trn}", Email = "" })),
                await ReadAsync(Export.Census(files, staff, school)));
        }
    }

    [Property(MaxTest = 5)]
    public async Task In_every_service(int seed)
    {
        var staff = Teacher.Some(seed);
        await using var oneRoster = new OneRosterStandIn();
        await using var wonde = new WondeStandIn();
        await oneRoster.StartAsync();
        await wonde.StartAsync();
        var school = staff[0].School;
        var atOne = staff.Select(person => person with { School = school }).ToArray();
        Fill(oneRoster, atOne);
        Fill(wonde, atOne);

        using var rest = new OneRosterApiSource(oneRoster.Options);
        using var broker = new WondeSource(wonde.Options);

        Assert.Equal(atOne.Select(Said), await ReadAsync(rest));
        Assert.Equal(atOne.Select(Said), await ReadAsync(broker));
    }

    static void Fill(OneRosterStandIn service, Teacher[] staff)
    {
        service.Add("orgs", $$"""{"sourcedId": "o1", "type": "school", "identifier": "{{staff[0].School}}"}""");
        foreach (var person in staff)
        {
            var user = service.AddUser(person.Id, "teacher", "", "");
            (user["givenName"], user["familyName"], user["email"]) = (person.Given, person.Family, person.Email);
            user["userIds"] = new JsonArray(new JsonObject { ["type"] = "TRN", ["identifier"] = person.Trn });
            foreach (var subject in person.Subjects)
            {
                var id = $"{person.Id}-{subject}";
                var taught = service.Add("classes", """{"school": {"sourcedId": "o1"}}""");
                (taught["sourcedId"], taught["subjects"]) = (id, new JsonArray(subject));
                var enrolment = service.Add("enrollments", """{"role": "teacher"}""");
                enrolment["user"] = new JsonObject { ["sourcedId"] = person.Id };
                enrolment["class"] = new JsonObject { ["sourcedId"] = id };
            }
        }
    }

    static void Fill(WondeStandIn wonde, Teacher[] staff)
    {
        (wonde.School["urn"], wonde.School["la_code"], wonde.School["establishment_number"]) =
            (null, staff[0].School[..3], staff[0].School[3..]);
        foreach (var person in staff)
        {
            var employee = wonde.Add(person.Id, person.Given, person.Family);
            employee["employment_details"]!["data"]!["teacher_number"] = person.Trn;
            employee["contact_details"]!["data"]!["emails"]!["work"] = person.Email;
            employee["classes"]!["data"] = new JsonArray([.. person.Subjects.Select(subject => new JsonObject
            {
                ["subject"] = new JsonObject { ["data"] = new JsonObject { ["name"] = subject } },
            })]);
        }
    }

    static async Task<IEnumerable<string>> ReadAsync(string path) => await ReadAsync(StaffSources.OpenFile(path));

    static async Task<IEnumerable<string>> ReadAsync(IStaffSource source)
    {
        var feed = await Feed.OfAsync(source);
        Assert.Empty(feed.Problems);
        return [.. feed.Records.Select(Said)];
    }

    static string Said(Teacher person) => Said(person.Id, Teacher.Read(person.Given), Teacher.Read(person.Family),
        person.Email,
        person.Trn, person.Subjects.Select(subject => (person.School, subject)));

    static string Said(StaffRecord record) => Said(record.Id, record.GivenName, record.FamilyName, record.Email,
        record.Trn,
        record.Posts.Select(post => (post.SchoolNumber, post.Subject)));

    static string Said(string id, string given, string family, string email, string trn,
        IEnumerable<(string School, string Subject)> posts) =>
        $"{id} {given} {family} {email} {trn} {string.Join("; ", posts.Order())}";
}
