using System.Globalization;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.Participants.Tests;

/// <summary>Nothing of an erased person is left in any column of any table, and the log still verifies. The control is
/// in each test: before the erasure every value is found.</summary>
public sealed class ErasedPersonTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Is_in_no_table_of_any_service_any_more()
    {
        var person = await EverywhereAsync();
        Assert.Empty(person.Values.Except((await FindAsync(person)).Select(Value)));

        await EraseAsync(person);

        Assert.Equal([], await FindAsync(person));
        Assert.Equal("", await FaultsAsync());
    }

    [Fact]
    public async Task Is_erased_again_after_a_backup_of_before_is_restored()
    {
        var person = await EverywhereAsync();
        await using var backup = await fixture.Service.Database.AnotherAsync();
        await TableCopy.CopyAsync(fixture.Service.Database, backup);
        await EraseAsync(person);
        var list = new StringWriter();
        await Erasures(fixture.Service).WriteAsync(list, TestContext.Current.CancellationToken);
        await using var restored = await TestService.StartAsync<DepartmentStore>("participants",
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:Database"] = backup.ConnectionString,
                ["Services:focus-catalogue"] = "http://127.0.0.1:1",
                ["Services:development-plans"] = "http://127.0.0.1:1",
            });
        Assert.NotEmpty(await ColumnSearch.FindAsync([backup], person.Values));

        await RepeatAsync(restored, list);
        var again = await RepeatAsync(restored, list);

        Assert.Equal([], await ColumnSearch.FindAsync([backup], person.Values));
        Assert.Equal(0, again);
        Assert.Equal("", await FaultsAsync(restored));
    }

    /// <summary>Somebody with every personal field, two records, a history, letters, an enquiry, a list and syncs that
    /// have their names.</summary>
    async Task<Erasable> EverywhereAsync()
    {
        var story = await fixture.StoryAsync();
        var person = await fixture.PersonAsync(story.Person);
        var mark = PeopleFixture.FreshTrn();
        person.Email = $"later.{mark}@example.org";
        person.Phone = $"0191 {mark}";
        person.TeachingSinceDate = IsoDate.Text(
            new DateOnly(1950, 1, 1).AddDays(int.Parse(mark, CultureInfo.InvariantCulture) % 9000));
        person = await fixture.People.UpdateParticipantAsync(new() { Participant = person });
        var duplicate = await fixture.People.CreateParticipantAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Participant = new() { GivenName = "Zephyrine", FamilyName = $"Second{mark}", Phone = "0113 2409999" },
        });
        await fixture.People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = duplicate.Name });
        await fixture.PlanAsync(PeopleFixture.Row(
            await fixture.SchoolAsync(), row => row.Advocates = $"Zephyrine {person.FamilyName}, {person.Email}"));
        var feed = await FeedAsync(person, mark);
        await ReleaseAsync(person);
        return new(person.Name,
        [
            // What others have too is not looked for.
            .. story.Own.Where(value => value is not ("Zephyrine" or "01924 555123" or "2009-09-07")), person.Email,
            person.Phone, person.TeachingSinceDate, $"Second{mark}", $"id-{mark}", feed,
        ]);
    }

    /// <summary>A sync that is applied, and one that waits.</summary>
    async Task<string> FeedAsync(V1.Participant person, string mark)
    {
        var trust = await fixture.TrustAsync();
        var record = trust.School.Staff($"id-{mark}", $"Zephyrine {person.FamilyName}", one =>
        {
            (one.Trn, one.PreferredGivenName) = (person.Trn, $"Feed{mark}");
        });
        await fixture.SyncAsync(trust.Source, [record], header => header.Mode = V1.RosterMode.Delta);
        record.PreferredGivenName = $"Next{mark}";
        await fixture.PlanAsync(trust.Source, [record], header => header.Mode = V1.RosterMode.Delta);
        return $"Next{mark}";
    }

    /// <summary>Ends what the person is needed for.</summary>
    async Task ReleaseAsync(V1.Participant person)
    {
        var groups = (await fixture.ExportAsync(person.Name)).Records
            .Where(record => record.ResourceType == "mastery.services/WorkGroup").Select(record => record.Resource);
        foreach (var group in groups)
        {
            await fixture.Groups.CancelWorkGroupAsync(new() { Name = group, Reason = "No lead" });
        }
    }

    async Task EraseAsync(Erasable person)
    {
        var request = new V1.EraseParticipantRequest { Name = person.Name, Reason = "Asked for by e-mail" };
        await fixture.People.EraseParticipantAsync(request);
        Assert.Empty((await fixture.People.EraseParticipantAsync(request)).PendingServices);
    }

    Task<IReadOnlyList<string>> FindAsync(Erasable person) =>
        ColumnSearch.FindAsync([fixture.Service.Database, fixture.PlanService.Database], person.Values);

    static string Value(string found) => found[(found.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    async Task<string> FaultsAsync(TestService? service = null)
    {
        var faults = new StringWriter();
        await (service ?? fixture.Service).Services.GetRequiredService<ChangeLogAudit>().VerifyAsync(
            TextReader.Null, TextWriter.Null, faults, TestContext.Current.CancellationToken);
        return faults.ToString();
    }

    static Task<long> RepeatAsync(TestService service, StringWriter list) => Erasures(service).RepeatAsync(
        new StringReader(list.ToString()), TestContext.Current.CancellationToken);

    static ErasureList Erasures(TestService service) => service.Services.GetRequiredService<ErasureList>();

    sealed record Erasable(string Name, IReadOnlyList<string> Values);
}
