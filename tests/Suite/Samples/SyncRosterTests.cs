using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Samples;

/// <summary><c>clients/samples/SyncRoster</c>, as an integrator starts it.</summary>
public sealed class SyncRosterTests(RunningSuite suite) : IDisposable
{
    const string Hub = $"hubs/{RunningSuite.Hub}";
    const string Header = "Staff ID,Forename,Surname,URN,Department,Job Title\n";

    readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Says_what_would_happen_then_does_it_and_then_has_nothing_to_do()
    {
        const int Urn = 987301;
        await DepartmentAsync(Urn);
        Write(Row(11, "Nora,Quill", Urn), Row(12, "Pat,Dunmore", Urn));

        var (planned, output, errors) = await RunAsync(Urn);
        var before = await PeopleAsync(Urn);
        var (applied, done, _) = await RunAsync(Urn, "apply");
        var (again, nothing, _) = await RunAsync(Urn, "apply");

        Assert.True(planned == 0, errors);
        Assert.Contains("Create: Nora Quill is put on record", output, StringComparison.Ordinal);
        Assert.Contains("2 new, 0 changed, 0 leave, 0 unchanged, 0 to decide", output, StringComparison.Ordinal);
        Assert.Empty(before);
        Assert.Equal((0, 0), (applied, again));
        Assert.Contains(": Applied", done, StringComparison.Ordinal);
        Assert.Contains("0 new, 0 changed, 0 leave, 2 unchanged, 0 to decide", nothing, StringComparison.Ordinal);
        Assert.Equal(["Dunmore", "Quill"], (await PeopleAsync(Urn)).Select(person => person.FamilyName).Order());
    }

    [Fact]
    public async Task Many_leavers_are_refused_until_their_school_is_named()
    {
        const int Urn = 987302;
        await DepartmentAsync(Urn);
        string[] leavers = [Row(22, "Jude,Wray", Urn), Row(23, "Kit,Yarrow", Urn), Row(24, "Lena,Zander", Urn)];
        Write([Row(21, "Iris,Vane", Urn), .. leavers]);
        await RunAsync(Urn, "apply");
        Write(Row(21, "Iris,Vane", Urn));

        var (refused, _, errors) = await RunAsync(Urn, "apply");
        var stayed = await PeopleAsync(Urn);
        var (allowed, output, _) = await RunAsync(Urn, "apply", $"schools/{Urn}");

        Assert.Equal((2, 0), (refused, allowed));
        Assert.Contains($"MASS_LEAVERS: 3 of 4 people of School {Urn} would leave", errors, StringComparison.Ordinal);
        Assert.All(stayed, person => Assert.Empty(person.LeftDate));
        Assert.Contains("3 leave", output, StringComparison.Ordinal);
        Assert.Equal(3, (await PeopleAsync(Urn)).Count(person => person.LeftDate.Length > 0));
    }

    [Fact]
    public async Task A_person_decides_on_a_potential_match_and_what_has_changed_meanwhile_is_planned_again()
    {
        const int Urn = 987303;
        var ines = await ByHandAsync(await DepartmentAsync(Urn), "Ines", "Farrow");
        Write(Row(31, "Nora,Quill", Urn), Row(32, "Ines,Farrow", Urn));

        using var program = SampleProgram.Start(suite, "SyncRoster", Arguments(Urn, "apply"));
        await program.WaitForAsync("  1: Ines Farrow is on record at");
        await PutOnRecordAsync(31, "Nora", "Quill", Urn);
        await program.TypeAsync("1");
        var (code, output, errors) = await program.EndAsync();

        Assert.True(code == 0, errors);
        Assert.Contains("Who is Ines Farrow? 0: somebody new", output, StringComparison.Ordinal);
        Assert.Contains("Planned again: ", output, StringComparison.Ordinal);
        Assert.Contains(": Applied", output, StringComparison.Ordinal);
        var people = suite.As(RunningSuite.HubClient).People;
        Assert.Equal("32", (await people.GetParticipantAsync(new() { Name = ines })).ExternalIds.Single().Value);
        Assert.Equal("Quill", Assert.Single(await PeopleAsync(Urn)).FamilyName);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_and_a_source_without_departments_are_told_apart()
    {
        Write("no list of staff");
        var (unreadable, _, said) = await RunAsync(987304);
        Write(Row(41, "Nora,Quill", 987304));
        var (unknown, _, refused) = await RunAsync(987304);

        Assert.Equal((1, 1), (unreadable, unknown));
        Assert.DoesNotContain("InvalidArgument", said, StringComparison.Ordinal);
        Assert.Contains("header.source", refused, StringComparison.Ordinal);
    }

    static string Row(int id, string names, int urn) => $"{id},{names},{urn},Maths,Teacher of Maths\n";

    static string[] Source(int urn) => [$"schools/{urn}", "sims"];

    void Write(params IEnumerable<string> rows) => File.WriteAllText(_file, Header + string.Concat(rows));

    IEnumerable<string> Arguments(int urn, params string[] more) => [_file, .. Source(urn), .. more];

    Task<(int Code, string Output, string Errors)> RunAsync(int urn, params string[] more) =>
        SampleProgram.RunAsync(suite, "SyncRoster", Arguments(urn, more));

    async Task<IEnumerable<Participant>> PeopleAsync(int urn) =>
        (await suite.As(RunningSuite.HubClient).People.ListParticipantsAsync(
            new() { Parent = Hub, Filter = $"source = \"{Source(urn)[0]}\"" })).Participants;

    async Task<string> DepartmentAsync(int urn)
    {
        await HubSchools.ImportAsync(suite, urn);
        return (await suite.As(RunningSuite.HubClient).People.CreateDepartmentAsync(new()
        {
            Parent = Hub,
            Department = new() { School = $"schools/{urn}", Subject = Subject.Mathematics },
        })).Name;
    }

    async Task<string> ByHandAsync(string department, string given, string family) =>
        (await suite.As(RunningSuite.HubClient).People.CreateParticipantAsync(new()
        {
            Parent = Hub,
            Participant = new()
            {
                GivenName = given,
                FamilyName = family,
                Posts = { new Participant.Types.Post { Department = department, StartDate = "2020-09-01" } },
            },
        })).Name;

    /// <summary>Another sync of the same source.</summary>
    async Task PutOnRecordAsync(int id, string given, string family, int urn)
    {
        var rosters = suite.As(RunningSuite.HubClient).Rosters;
        var sync = await rosters.BatchPlanRosterSyncAsync(new()
        {
            Header = new() { Source = Source(urn)[0], System = Source(urn)[1], Mode = RosterMode.Delta },
            Records =
            {
                new StaffRecord
                {
                    Id = $"{id}",
                    GivenName = given,
                    FamilyName = family,
                    Posts =
                    {
                        new StaffRecord.Types.Post
                        {
                            SchoolNumber = $"{urn}",
                            JobTitle = "Teacher of Maths",
                            Subject = "Maths",
                        },
                    },
                },
            },
        });
        await rosters.ApplyRosterSyncAsync(new() { Name = sync.Name });
    }
}
