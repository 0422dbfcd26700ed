using System.Text.Json.Nodes;
using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery roster connect</c>, against the suite as it runs.</summary>
public sealed class RosterConnectTests(RunningSuite suite) : IDisposable
{
    const int Urn = 987104;
    const string Hub = $"hubs/{RunningSuite.Hub}";

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-connect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Shows_first_what_it_would_do_then_does_it_and_keeps_the_school_in_step()
    {
        await HubSchools.ImportAsync(suite, Urn);
        await suite.As(RunningSuite.HubClient).People.CreateDepartmentAsync(new()
        {
            Parent = Hub,
            Department = new() { School = $"schools/{Urn}", Subject = Subject.Mathematics },
        });

        Write("41,Olive,Ness", "42,Piet,Oakes", "43,Rhian,Pugh");
        var shown = await ConnectAsync();
        var before = await PeopleAsync();
        var done = (await ConnectAsync("--apply")).Done().Output;
        var after = await PeopleAsync();
        Write("41,Olive,Ness", "42,Piet,Oakes-Reid");
        var left = (await ConnectAsync("--apply")).Done().Output;
        var unchanged = (await ConnectAsync("--apply")).Done().Output;

        Assert.Equal(ExitCode.NeedsPerson, shown.Code);
        Assert.Contains("A sync is planned and not done: ", shown.Output, StringComparison.Ordinal);
        Assert.Contains(", 3 new.", shown.Output, StringComparison.Ordinal);
        Assert.Empty(before);
        Assert.Contains(": 3 new.", done, StringComparison.Ordinal);
        Assert.Equal(["Ness", "Oakes", "Pugh"], after);
        Assert.Contains(": 1 changed, 1 unchanged, 1 leave.", left, StringComparison.Ordinal);
        Assert.Equal(["Ness", "Oakes-Reid"], await PeopleAsync());
        Assert.Contains("Nothing has changed since the last time.", unchanged, StringComparison.Ordinal);
        Assert.DoesNotContain("Pugh", shown.Output + done + left + unchanged, StringComparison.Ordinal);
    }

    async Task<IReadOnlyList<string>> PeopleAsync() =>
    [
        .. (await suite.As(RunningSuite.HubClient).People.ListParticipantsAsync(new()
        {
            Parent = Hub, Filter = $"source = \"schools/{Urn}\" AND state = ACTIVE",
        })).Participants.Select(person => person.FamilyName).Order(),
    ];

    void Write(params string[] staff)
    {
        var file = Path.Combine(_folder, "staff.csv");
        File.WriteAllText(file, "Staff ID,Forename,Surname,URN,Department,Job Title\n"
            + string.Concat(staff.Select(one => $"{one},{Urn},Maths,Teacher of Maths\n")));
        // What was written just now may not be whole.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
    }

    async Task<ToolRun> ConnectAsync(params string[] options)
    {
        var config = Path.Combine(_folder, "connect.json");
        var settings = new JsonObject
        {
            ["source"] = $"schools/{Urn}",
            ["system"] = "arbor",
            ["from"] = new JsonObject { ["kind"] = "file", ["path"] = "staff.csv" },
            ["schedule"] = new JsonObject { ["every"] = "01:00:00" },
            ["stateFolder"] = "state",
        };
        await File.WriteAllTextAsync(config, settings.ToJsonString(), TestContext.Current.CancellationToken);
        return await Tool.RunAsync(suite, ["roster", "connect", "--config", config, "--once", .. options]);
    }
}
