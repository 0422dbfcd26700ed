using System.Text.Json;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class RosterPlanCommandTests : CommandTest
{
    const string Whole = """
        Staff ID,Forename,Surname,Work Email,Date of Birth,URN,Department,Job Title
        11,Zoë,Quill,zoe@example.org,01/02/1980,990001,Maths,Teacher of Maths
        12,Pat,Dunmore,not an address,03/04/1970,990001,Geography,Teacher of Geography
        """;

    const string WithLost = Whole + "\n13,,Nameless,,,990001,Maths,Teacher";

    [Fact]
    public async Task Sends_the_staff_of_a_file_and_nothing_else_of_it()
    {
        Assert.Equal(ExitCode.Done, await PlanAsync(Whole));

        var sent = Assert.Single(Received.Asked.OfType<PlanRosterSyncRequest>());
        Assert.Equal(
            ("schools/990001", "sims", RosterMode.Full), (sent.Header.Source, sent.Header.System, sent.Header.Mode));
        Assert.Equal(["schools/990001"], sent.Header.Schools);
        Assert.Equal(["Quill", "Dunmore"], sent.Records.Select(record => record.FamilyName));
        Assert.DoesNotContain("1980", $"{sent}", StringComparison.Ordinal);
        Assert.DoesNotContain("not an address", $"{sent}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_for_each_hub_and_school_what_would_happen_and_what_to_do_next()
    {
        await PlanAsync(Whole);

        Assert.Contains("Staff of school 990001 from sims, everybody", Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Sussex +1 +0 +0 +0 +0 +0 +1 +0\r?$", Output);
        Assert.Matches(@"(?m)^  Calder Vale Academy +1 +0 +0 +0 +0 +0 +1 +0\r?$", Output);
        Assert.Contains("1: They teach no subject of the programme.", Output, StringComparison.Ordinal);
        Assert.Contains("Calder Vale Academy: 4 of 9 people would leave", Output, StringComparison.Ordinal);
        Assert.Contains("Nobody is changed yet.", Output, StringComparison.Ordinal);
        Assert.Contains(
            $"If the list has everybody, do it: mastery roster apply {Rosters.Sync} --allow-leavers 990001", Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Quill", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_take_a_file_with_unreadable_people_for_one_of_everybody()
    {
        Assert.Equal(ExitCode.SomeRejected, await PlanAsync(WithLost));

        Assert.Equal(RosterMode.Delta, Received.Last<PlanRosterSyncRequest>().Header.Mode);
        Assert.Contains("1 person could not be read", Output, StringComparison.Ordinal);
        Assert.Contains("nobody leaves", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_nothing_where_such_a_file_is_insisted_on_and_lists_its_rows_all_the_same()
    {
        var errors = PathOf("errors.csv");

        Assert.Equal(
            ExitCode.NothingDone, await PlanAsync(WithLost, "--mode", "full", "--errors", errors));

        Assert.Empty(Received.Asked.OfType<PlanRosterSyncRequest>());
        Assert.Contains("would take them for leavers", Error, StringComparison.Ordinal);
        Assert.Contains(
            "the person is left out", await File.ReadAllTextAsync(errors, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_its_reports_for_their_owner_only()
    {
        string[] files = [Write("report.html", "old"), PathOf("report.json"), PathOf("errors.csv")];

        await PlanAsync(Whole, "--report", files[0], "--json", files[1], "--errors", files[2]);

        Assert.All(files, file => Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
        var page = await File.ReadAllTextAsync(files[0], TestContext.Current.CancellationToken);
        Assert.Contains("Zoë &lt;b&gt;Quill&lt;/b&gt; is put on record.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old", page[..10], StringComparison.Ordinal);
        var data = JsonDocument.Parse(
            await File.ReadAllTextAsync(files[1], TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(Rosters.Sync, data.GetProperty("rosterSync").GetProperty("name").GetString());
        Assert.Equal(2, data.GetProperty("effects").GetArrayLength());
        Assert.Equal("full", data.GetProperty("feed").GetProperty("mode").GetString());
        Assert.StartsWith(
            "File,Line,Column,Reason,Result",
            await File.ReadAllTextAsync(files[2], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_no_file_name_as_a_formula_in_the_list_of_unusable_rows()
    {
        var file = Write("=SUM(A1).csv", System.Text.Encoding.UTF8.GetBytes(WithLost));
        var errors = PathOf("errors.csv");

        await RunAsync(
            "roster", "plan", file, "--source", "schools/990001", "--system", "sims", "--errors", errors);

        var lines = await File.ReadAllLinesAsync(errors, TestContext.Current.CancellationToken);
        Assert.All(lines[1..], line => Assert.StartsWith("\"'=SUM", line, StringComparison.Ordinal));
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Saves_which_columns_it_reads_and_reads_no_other_the_next_time()
    {
        var mapping = PathOf("columns.json");
        await PlanAsync(Whole, "--save-mapping", mapping);
        var saved = await File.ReadAllTextAsync(mapping, TestContext.Current.CancellationToken);
        Write("columns.json", string.Join('\n', saved.Split('\n').Where(line =>
            !line.Contains("\"email\"", StringComparison.Ordinal))));

        Assert.Equal(ExitCode.Done, await PlanAsync(Whole, "--mapping", mapping));

        Assert.Contains("Work Email", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("Birth", saved, StringComparison.Ordinal);
        Assert.All(
            Received.Last<PlanRosterSyncRequest>().Records, record => Assert.Equal("", record.Email));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_file_without_staff()
    {
        Assert.Equal(ExitCode.NothingDone, await PlanAsync("a,b\n1,2\n"));

        Assert.Contains("staff.csv has no header with the names of staff", Error, StringComparison.Ordinal);
        Assert.Empty(Received.Asked);
    }

    [Fact]
    public async Task Narrows_the_effects_to_kinds_and_refuses_a_kind_that_does_not_exist()
    {
        Assert.Equal(
            ExitCode.Done, await RunAsync("roster", "effects", Rosters.Sync, "--kind", "create,potential-match"));
        Assert.Equal(
            "(kind = CREATE OR kind = POTENTIAL_MATCH)", Received.Last<ListRosterSyncEffectsRequest>().Filter);
        Assert.Contains("staff.csv, line 2", Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.NothingDone, await RunAsync("roster", "effects", Rosters.Sync, "--kind", "fire"));
        Assert.Contains("'fire' is none of create, update", Error, StringComparison.Ordinal);
    }

    Task<int> PlanAsync(string text, params string[] options) => RunAsync(
    [
        "roster", "plan", Write("staff.csv", System.Text.Encoding.UTF8.GetBytes(text)), "--source", "schools/990001",
        "--system", "sims", .. options,
    ]);
}
