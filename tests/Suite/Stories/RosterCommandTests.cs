using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery roster</c>, against the suite as it runs.</summary>
public sealed class RosterCommandTests(RunningSuite suite)
{
    const string Hub = $"hubs/{RunningSuite.Hub}";
    const string Header = "Staff ID,Forename,Surname,URN,Department,Job Title\n";

    [Fact]
    public async Task Keeps_a_school_in_step_from_a_list_of_its_staff()
    {
        const int Urn = 987101;
        await DepartmentAsync(Urn);
        var people = suite.As(RunningSuite.HubClient).People;
        var department = (await people.ListDepartmentsAsync(
            new() { Parent = Hub, Filter = $"school = \"schools/{Urn}\"" })).Departments[0].Name;
        var wilma = await people.CreateParticipantAsync(new()
        {
            Parent = Hub,
            Participant = new()
            {
                GivenName = "Wilma",
                FamilyName = "Byrne",
                Posts = { new Participant.Types.Post { Department = department, StartDate = "2020-09-01" } },
            },
        });
        await NamesakeAsync();
        var staff = Header + $"11,Nora,Quill,{Urn},Maths,Teacher of Maths\n"
            + $"13,Wilma,Byrne,{Urn},Maths,Teacher of Maths\n"
            + $"14,Pat,Dunmore,{Urn},Geography,Teacher of Geography\n";

        var planned = await PlanAsync(staff, Urn);
        var effects = (await RunAsync("effects", planned.Sync, "--kind", "create,potential-match")).Done().Output;
        var review = await ReviewAsync();
        var resolved = (await RunAsync("reviews", "resolve", review, "--person", "Wilma Byrne")).Done().Output;
        var applied = (await RunAsync("apply", planned.Sync)).Done().Output;
        var again = await PlanAsync(staff, Urn);

        Assert.Contains("1 new, 1 to decide, 1 left out", planned.Short, StringComparison.Ordinal);
        Assert.Contains("Nora Quill", effects, StringComparison.Ordinal);
        Assert.DoesNotContain("Geography", effects, StringComparison.Ordinal);
        Assert.Contains("Wilma Byrne is the same person as Wilma Byrne.", resolved, StringComparison.Ordinal);
        Assert.Contains(": applied; ", applied, StringComparison.Ordinal);
        Assert.Equal("2 unchanged, 1 left out", again.Short);
        Assert.Equal("13", (await people.GetParticipantAsync(new() { Name = wilma.Name })).ExternalIds.Single().Value);
        Assert.Contains("planned, nothing is done yet", (await RunAsync("status", again.Sync)).Done().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_many_leavers_as_people_read_it_until_they_are_allowed()
    {
        const int Urn = 987102;
        await DepartmentAsync(Urn);
        string[] rows = ["21,Iris,Vane", "22,Jude,Wray", "23,Kit,Yarrow", "24,Lena,Zander"];
        var all = Header + string.Concat(rows.Select(row => $"{row},{Urn},Maths,Teacher of Maths\n"));
        (await RunAsync("apply", (await PlanAsync(all, Urn)).Sync)).Done();

        var half = await PlanAsync(string.Join('\n', all.Split('\n')[..2]), Urn);
        var refused = await RunAsync("apply", half.Sync);
        var allowed = await RunAsync("apply", half.Sync, "--allow-leavers", $"{Urn}");

        Assert.Equal(ExitCode.NothingDone, refused.Code);
        Assert.Contains($"3 of 4 people of School {Urn} would leave", refused.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"mastery roster apply {half.Sync} --allow-leavers {Urn}", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("allow_leavers", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Nobody was changed.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("3 leave", allowed.Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_has_changed_since_a_plan_that_is_no_longer_true()
    {
        const int Urn = 987103;
        await DepartmentAsync(Urn);
        var staff = Header + $"31,Mina,Abbas,{Urn},Maths,Teacher of Maths\n";
        var first = await PlanAsync(staff, Urn);
        (await RunAsync("apply", (await PlanAsync(staff, Urn)).Sync)).Done();

        var refused = await RunAsync("apply", first.Sync);

        Assert.Equal(ExitCode.NothingDone, refused.Code);
        Assert.Contains("something else would come of some people", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Mina Abbas", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Plan the file again", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>Somebody of the same name at another school of the hub, whom nobody asks about.</summary>
    async Task NamesakeAsync()
    {
        const int Urn = 987198;
        await DepartmentAsync(Urn);
        var people = suite.As(RunningSuite.HubClient).People;
        var department = (await people.ListDepartmentsAsync(
            new() { Parent = Hub, Filter = $"school = \"schools/{Urn}\"" })).Departments[0].Name;
        await people.CreateParticipantAsync(new()
        {
            Parent = Hub,
            Participant = new()
            {
                GivenName = "Wilma",
                FamilyName = "Byrne",
                Posts = { new Participant.Types.Post { Department = department, StartDate = "2019-09-01" } },
            },
        });
    }

    async Task DepartmentAsync(int urn)
    {
        await HubSchools.ImportAsync(suite, urn);
        await suite.As(RunningSuite.HubClient).People.CreateDepartmentAsync(new()
        {
            Parent = Hub,
            Department = new() { School = $"schools/{urn}", Subject = Subject.Mathematics },
        });
    }

    async Task<(string Sync, string Short)> PlanAsync(string text, int urn)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var json = (await RunAsync(
            "plan", file, "--source", $"schools/{urn}", "--system", "sims", "--output", "json")).Done().Json;
        File.Delete(file);
        var sync = RosterSync.Parser.ParseJson(json.GetRawText());
        return (sync.Name, Mastery.Cli.Rosters.RosterWords.Short(sync.Counts));
    }

    async Task<string> ReviewAsync()
    {
        var open = (await RunAsync("reviews", "--school", "987101", "--output", "json")).Done().Json;
        return open.GetProperty("matchReviews").EnumerateArray().Single().GetProperty("name").GetString()!;
    }

    Task<ToolRun> RunAsync(params string[] args) => Tool.RunAsync(suite, ["roster", .. args]);
}
