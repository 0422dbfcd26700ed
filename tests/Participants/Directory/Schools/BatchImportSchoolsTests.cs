using Google.Protobuf;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class BatchImportSchoolsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Keeps_every_column()
    {
        var record = Full();

        await fixture.ImportAsync(record);

        var school = await fixture.GetAsync(record.Urn);
        Assert.Equal(Expected(record, school), Facts(school));
        Assert.Equal("The hub serves its local authority, Somewhere (383).", school.HubExplanation);
    }

    [Fact]
    public async Task Logs_a_school_as_the_contract_shows_it()
    {
        var record = Full();

        await fixture.ImportAsync(record);

        var logged = Assert.Single(await fixture.LogAsync($"schools/{record.Urn}"));
        Assert.Equal("CREATED", logged.Kind);
        Assert.Equal(Facts(await fixture.GetAsync(record.Urn)), JsonParser.Default.Parse<V1.School>(logged.After));
    }

    [Fact]
    public async Task Logs_what_changed_of_a_school_and_nothing_else()
    {
        var record = Full();
        await fixture.ImportAsync(record);
        var before = await fixture.GetAsync(record.Urn);
        record.DisplayName = "Renamed";
        record.LocalAuthority.DisplayName = "Renamed";

        var answer = await fixture.ImportAsync(record);

        var logged = (await fixture.LogAsync(before.Name))[1];
        Assert.Equal((1, "UPDATED"), (answer.UpdatedCount, logged.Kind));
        Assert.Equal(["display_name", "local_authority"], logged.Paths);
        Assert.Equal(Facts(before), JsonParser.Default.Parse<V1.School>(logged.Before));
    }

    [Fact]
    public async Task Counts_the_schools_that_closed()
    {
        var (open, proposed, closed) = (
            Record(), Record(), Record(change: record => record.Status = V1.School.Types.Status.Closed));
        proposed.Status = V1.School.Types.Status.ProposedToClose;
        await fixture.ImportAsync(open, proposed, closed);
        open.Status = proposed.Status = V1.School.Types.Status.Closed;
        closed.DisplayName = "Renamed after all";

        var answer = await fixture.ImportAsync(open, proposed, closed);

        Assert.Equal((3, 2), (answer.UpdatedCount, answer.ClosedCount));
    }

    [Fact]
    public async Task Leaves_schools_unchanged_that_it_does_not_name()
    {
        var school = await fixture.SchoolAsync();

        await fixture.ImportAsync(Record());

        Assert.Equal(school, await fixture.GetAsync(school.Urn));
    }

    [Fact]
    public async Task Moves_a_school_to_the_hub_of_its_new_area()
    {
        var record = Record();
        await fixture.ImportAsync(record);
        record.LocalAuthority.Code = "382";

        await fixture.ImportAsync(record);

        Assert.Equal("hubs/yorkshire-and-the-humber", (await fixture.GetAsync(record.Urn)).Hub);
    }

    [Fact]
    public async Task Keeps_the_hub_that_a_person_assigned()
    {
        var record = Record();
        await fixture.ImportAsync(record);
        await fixture.Directory.AssignSchoolHubAsync(
            new() { Name = $"schools/{record.Urn}", Hub = "hubs/sussex", Reason = "It asked." });
        record.LocalAuthority.Code = "382";

        await fixture.ImportAsync(record);

        var school = await fixture.GetAsync(record.Urn);
        Assert.Equal(("hubs/sussex", V1.School.Types.HubReason.Assigned), (school.Hub, school.HubReason));
    }

    [Fact]
    public async Task Refuses_more_than_a_thousand_records()
    {
        var records = Enumerable.Range(0, 1001).Select(_ => Record());

        await Refused.ForFieldAsync("records", () => fixture.ImportAsync(records));
    }

    [Fact]
    public async Task Answers_over_REST()
    {
        var urn = FreshUrn();
        using var http = fixture.Service.Http();
        using var body = new StringContent(
            $$"""{"records": [{"line": 2, "urn": "{{urn}}", "displayName": "A School", "status": "STATUS_OPEN"}]}""",
            System.Text.Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(new Uri("/v1/schools:batchImport", UriKind.Relative), body);

        Assert.Contains("\"createdCount\":1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static V1.SchoolRecord Full() => Record(change: record =>
    {
        record.LocalAuthority.Code = "383";
        record.Ukprn = "10012345";
        record.OpenDate = "1999-09-01";
        record.CloseDate = "2030-08-31";
        record.Trust = new() { Code = "2053", DisplayName = "A \"Trust\" – of schools\\academies" };
        record.Address =
            new() { Street = "1 High Street", Locality = "Lofthouse", Town = "Wakefield", Postcode = "WF3 3JG" };
        record.Region = new() { Code = "D", DisplayName = "Yorkshire and the Humber" };
        record.District = new() { Code = "E08000036", DisplayName = "Wakefield" };
        record.LastChangedDate = "2024-01-02";
    });

    // Explanations are made from the facts; the log does not have them.
    static V1.School Facts(V1.School school)
    {
        var facts = school.Clone();
        (facts.HubDisplayName, facts.HubContactEmail) = ("", "");
        (facts.HubExplanation, facts.StateFundedExplanation) = ("", "");
        (facts.SecondaryExplanation, facts.InEnglandExplanation) = ("", "");
        return facts;
    }

    static V1.School Expected(V1.SchoolRecord record, V1.School school) => new()
    {
        Name = $"schools/{record.Urn}",
        Urn = record.Urn,
        DisplayName = record.DisplayName,
        LocalAuthority = record.LocalAuthority,
        EstablishmentNumber = "6905",
        Laestab = "3836905",
        Ukprn = record.Ukprn,
        Type = record.Type,
        TypeGroup = record.TypeGroup,
        Status = record.Status,
        OpenDate = record.OpenDate,
        CloseDate = record.CloseDate,
        Phase = record.Phase,
        StatutoryLowAge = record.StatutoryLowAge,
        StatutoryHighAge = record.StatutoryHighAge,
        Trust = record.Trust,
        Address = record.Address,
        Region = record.Region,
        District = record.District,
        LastChangedDate = record.LastChangedDate,
        StateFunded = true,
        Secondary = true,
        InEngland = true,
        Hub = "hubs/west-yorkshire",
        HubReason = V1.School.Types.HubReason.LocalAuthority,
        Etag = school.Etag,
        CreateTime = school.CreateTime,
        UpdateTime = school.UpdateTime,
    };
}
