using System.Text;
using CsvHelper;
using Mastery.Cli.Connection;
using Mastery.DevelopmentPlans.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery demo</c>, against the suite as it runs.</summary>
public sealed partial class DemoCommandTests(RunningSuite suite)
{
    const string Hub = $"hubs/{RunningSuite.Hub}";

    [Fact]
    public async Task Fills_a_hub_once_with_resources_in_every_state()
    {
        var first = (await Tool.RunAsync(suite, "demo", "--output", "json")).Done().Json;
        var filled = await suite.Databases.DigestAsync();
        var second = (await Tool.RunAsync(suite, "demo", "--output", "json")).Done().Json;

        Assert.True(first.GetProperty("filled").GetBoolean());
        Assert.Equal(16, first.GetProperty("steps").GetArrayLength());
        Assert.False(second.GetProperty("filled").GetBoolean());
        Assert.Equal(filled, await suite.Databases.DigestAsync());
        await AssertEveryStateAsync();
        await AssertAttendanceAsync();
        await AssertListsAsync();
        await AssertSharingAsync();
        await AssertBelievableAsync();
        await AssertBulkAsync();
    }

    /// <summary>What a hub's administrator would shake their head at. Other tests write to the hub too.</summary>
    async Task AssertBelievableAsync()
    {
        var hub = suite.As(RunningSuite.HubClient);
        var people = (await hub.People.ListParticipantsAsync(new() { Parent = Hub, PageSize = 1000 })).Participants
            .Where(person => person.Email.Contains("@school9900", StringComparison.Ordinal)).ToList();
        Assert.Equal(38, people.Count);
        Assert.All(people, person => Assert.NotEmpty(person.Posts[0].JobTitle));
        Assert.Equal(
            ["2024-12-20", "2024-12-20", "2024-12-20", "2025-04-04"],
            people.Select(person => person.LeftDate).Where(day => day.Length > 0).Order());
        var groups = (await hub.WorkGroups.ListWorkGroupsAsync(new() { Parent = Hub, PageSize = 1000 })).WorkGroups
            .Where(group => people.Exists(person => group.WorkGroupLeads.Contains(person.Name))).ToList();
        Assert.Equal(7, groups.SelectMany(group => group.WorkGroupLeads).Distinct().Count());
        var completed = groups.Single(group => group.State == WorkGroup.Types.State.Completed);
        var totals = await hub.WorkGroups.SummarizeAttendanceAsync(new() { Name = completed.Name });
        Assert.Equal((2, 4, 2), (completed.EnrolledCount, totals.HeldCount, totals.Departments.Count));
        var letters = await hub.WorkGroups.ListLettersAsync(
            new() { Parent = Hub, PageSize = 1000, Filter = "state = SENT_BY_HAND" });
        Assert.NotEmpty(letters.Letters);
        await AssertDifferentPlansAsync(hub, [.. people.Select(person => person.Posts[0].Department).Distinct()]);
    }

    async Task AssertDifferentPlansAsync(ApiClients hub, IReadOnlyList<string> departments)
    {
        var plans = await hub.Plans.ListPlansAsync(new() { Parent = Hub, PageSize = 1000 });
        List<string> written = [];
        foreach (var title in (string[])
            ["Multiplicative reasoning for everyone", "From times tables to proportion", "Homework that varies"])
        {
            var plan = plans.Plans.Single(plan =>
                departments.Contains(plan.Department) && plan.Title.StartsWith(title, StringComparison.Ordinal));
            var evidence = await hub.Plans.ListEvidenceAsync(new() { Parent = plan.Name });
            var aims = await hub.Plans.ListAimsAsync(new() { Parent = plan.Name });
            var activities = await hub.Plans.ListActivitiesAsync(new() { Parent = plan.Name });
            written.AddRange(evidence.Evidence.Select(item => item.Finding));
            written.AddRange(aims.Aims.Select(aim => aim.Statement));
            written.AddRange(activities.Activities.Select(activity => activity.Title));
        }

        Assert.Equal(written.Count, written.Distinct().Count());
        Assert.InRange(written.Count, 20, 40);
        await AssertCoverageAsync(plans.Plans.Single(plan =>
            departments.Contains(plan.Department) && plan.State == Plan.Types.State.Agreed));
    }

    /// <summary>A second run finds everything as it is. That it reads people with TRNs is entered.</summary>
    async Task AssertBulkAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mastery-bulk-");
        var people = Path.Combine(folder.FullName, "people.csv");
        var list = Path.Combine(folder.FullName, "applications.csv");
        await File.WriteAllTextAsync(people, """
            Given name,Family name,E-mail,TRN,School,Subject,Responsibility,Specialist cohort,Specialist status
            Zadie,Import,zadie.import@example.org,7654393,990001,mathematics,classroom-teacher,9,in-training
            Zadie,Import,,7654393,990002,mathematics,classroom-teacher,,
            Nobody,Known,not an address,,990001,,,,
            """, TestContext.Current.CancellationToken);
        await Tool.RunAsync(
            suite, "applications", "list", "--state", "submitted", "--focus", "NCP24-14d", "--to", list);

        var imported = await Tool.RunAsync(suite, "people", "import", people, "--output", "json");
        var declined = await DeclineAsync(list);
        var before = await suite.Databases.DigestAsync(except: "sensitive_read");
        var again = await Tool.RunAsync(suite, "people", "import", people, "--output", "json");
        var unchanged = await DeclineAsync(list);

        Assert.Equal([("created", 1), ("refused", 1), ("updated", 1)], Counts(imported));
        Assert.Equal([("refused", 1), ("unchanged", 2)], Counts(again));
        Assert.Equal([("done", 1)], Counts(declined));
        Assert.Equal([("unchanged", 1)], Counts(unchanged));
        Assert.Equal((1, 0), (imported.Code, declined.Code));
        Assert.Equal(before, await suite.Databases.DigestAsync(except: "sensitive_read"));
        folder.Delete(recursive: true);
    }

    Task<ToolRun> DeclineAsync(string list) => Tool.RunAsync(
        suite, "applications", "decline", "--from-file", list, "--reason", "Every place is taken.",
        "--decline-reason", "no-place", "--output", "json");

    static IEnumerable<(string Outcome, int Count)> Counts(ToolRun run) => run.Json.GetProperty("counts")
        .EnumerateObject().Select(count => (count.Name, count.Value.GetInt32())).Order();

    /// <summary>A table, JSON and CSV have the same rows.</summary>
    async Task AssertListsAsync()
    {
        foreach (var (list, field) in new[]
        {
            ("departments list --subject mathematics", "departments"), ("people list --state active", "participants"),
            ("people list --cohort 5 --specialist trained", "participants"),
            ("applications list --year 2024/25 --focus NCP24-14b", "applications"),
            ("enrolments list --year 2024/25 --school 990001", "enrolments"),
            ("work-groups list --year 2024/25", "workGroups"), ("letters list --about declined", "letters"),
            ("participations list --stage development", "pastParticipations"), ("hubs list", "hubs"),
            ("schools list --name calder* --state open", "schools"),
        })
        {
            var args = list.Split(' ');
            var json = await Tool.RunAsync(suite, [.. args, "--output", "json"]);
            Assert.True(json.Code == 0, $"{list}: {json.Error}");
            var count = json.Json.GetProperty(field).GetArrayLength();
            var csv = (await Tool.RunAsync(suite, [.. args, "--output", "csv"])).Done().Output;
            var table = (await Tool.RunAsync(suite, args)).Done().Output;

            Assert.True(count > 0, list);
            Assert.True(Rows(csv) == count, $"{list}: {csv}");
            Assert.True(table.ReplaceLineEndings("\n").TrimEnd().Split('\n').Length == count + 2, table);
            Assert.DoesNotMatch("[0-9a-f]{12}", table);
        }
    }

    static int Rows(string text)
    {
        using var csv = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var rows = 0;
        while (csv.Read())
        {
            rows++;
        }

        return rows;
    }

    /// <summary>The second department missed the session that was online.</summary>
    async Task AssertAttendanceAsync()
    {
        var sessions = (await Tool.RunAsync(suite, "sessions", "list", ReasoningGroup, "--output", "json")).Done().Json;
        var totals = (await Tool.RunAsync(
            suite, "sessions", "attendance", ReasoningGroup, "--output", "json")).Done().Json;

        Assert.Equal(5, sessions.GetProperty("sessions").GetArrayLength());
        Assert.Equal(4, totals.GetProperty("heldCount").GetInt32());
        Assert.Equal([100, 75], totals.GetProperty("departments").EnumerateArray()
            .Select(department => department.GetProperty("percent").GetInt32()));
        await AssertCalendarAsync(ReasoningGroup);
    }

    /// <summary>The colleague who missed the launch is reached by the next activity.</summary>
    async Task AssertCoverageAsync(Plan plan)
    {
        string[] args = ["plans", "coverage", plan.Name, "--as-of"];

        var launch = (await Tool.RunAsync(suite, [.. args, "2024-09-10", "--output", "json"])).Done().Json;
        var year = (await Tool.RunAsync(suite, [.. args, "31/08/2025"])).Done().Output;

        Assert.Single(launch.GetProperty("unreached").EnumerateArray());
        Assert.Contains("have been reached", year, StringComparison.Ordinal);
        Assert.Contains("Amara Okafor", year, StringComparison.Ordinal);
        Assert.Contains("Aim: ", year, StringComparison.Ordinal);
        Assert.DoesNotContain("not yet", year, StringComparison.OrdinalIgnoreCase);
    }

    async Task AssertCalendarAsync(string title)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ics");
        try
        {
            (await Tool.RunAsync(suite, "sessions", "calendar", title, "--to", file)).Done();

            var lines = await File.ReadAllLinesAsync(file);
            Assert.Equal(5, lines.Count(line => line == "BEGIN:VEVENT"));
            Assert.Contains("TZID:Europe/London", lines);
        }
        finally
        {
            File.Delete(file);
        }
    }

    async Task AssertEveryStateAsync()
    {
        var hub = suite.As(RunningSuite.HubClient);
        var groups = await hub.WorkGroups.ListWorkGroupsAsync(new() { Parent = Hub, PageSize = 1000 });
        var applications = await hub.WorkGroups.ListApplicationsAsync(new() { Parent = Hub, PageSize = 1000 });
        var plans = await hub.Plans.ListPlansAsync(new() { Parent = Hub, PageSize = 1000 });

        AssertAll(groups.WorkGroups.Select(group => group.State));
        // They move to another hub with their department, and the demonstration has one hub.
        AssertAll(applications.Applications.Select(application => application.State)
            .Append(Application.Types.State.Moved));
        var enquiries = await hub.WorkGroups.ListEnquiriesAsync(new() { Parent = Hub, PageSize = 1000 });
        AssertAll(enquiries.Enquiries.Select(enquiry => enquiry.State));
        AssertAll(plans.Plans.Select(plan => plan.State).Append(Plan.Types.State.Moved));
    }

    static void AssertAll<T>(IEnumerable<T> states) where T : struct, Enum =>
        Assert.Empty(Enum.GetValues<T>().Skip(1).Except(states));
}
