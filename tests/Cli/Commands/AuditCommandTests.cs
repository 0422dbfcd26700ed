using System.Text.Json;
using Mastery.Changes.V1;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

public sealed class AuditCommandTests : CommandTest
{
    [Fact]
    public async Task Verifies_every_log_of_a_hub_part_by_part()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("audit", "verify", "--hub", "sussex"));

        Assert.Equal(
            """
            participants: 2,800 changes up to revision 4 are as they were written
            plans: nothing is written yet
            catalogue: nothing is written yet
            access: nothing is written yet
            """.ReplaceLineEndings("\n"), Output.ReplaceLineEndings("\n").Trim());
        Assert.Equal(
            [(0, ""), (2, ChangeLogs.Hash(2))],
            Received.Asked.OfType<VerifyChangesRequest>().Take(2).Select(part => (part.AfterRevision, part.AfterHash)));
    }

    [Fact]
    public async Task Notes_what_it_found_and_compares_with_it_the_next_time()
    {
        var notes = PathOf("notes.jsonl");
        await RunAsync("audit", "verify", "--hub", "sussex", "--notes", notes);

        Assert.Equal(ExitCode.Done, await RunAsync("audit", "verify", "--hub", "sussex", "--notes", notes));

        Assert.Contains("as they were written, and as they were noted at 4", Output, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(notes).Length);
        Assert.Equal("participants", JsonElement.Parse(File.ReadAllLines(notes)[0]).GetProperty("log").GetString());
    }

    [Fact]
    public async Task Says_that_a_log_was_written_anew_and_notes_nothing_of_it()
    {
        var notes = Write("notes.jsonl", Note("hubs/sussex", 3, 'x') + Note("hubs/other", 4, 'y'));

        Assert.Equal(ExitCode.NotAsWritten, await RunAsync("audit", "verify", "--hub", "sussex", "--notes", notes));

        Assert.Contains("participants: NOT as it was written", Output, StringComparison.Ordinal);
        Assert.Contains("  revision 3: written anew", Output, StringComparison.Ordinal);
        Assert.Contains("Keep the databases as they are", Error, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(notes).Length);
    }

    [Fact]
    public async Task Names_the_change_that_is_not_what_was_written()
    {
        Received.ChangedRevision = 3;

        var exit = await RunAsync("audit", "verify", "--national", "--output", "json");

        var log = JsonElement.Parse(Output)[0];
        Assert.Equal(ExitCode.NotAsWritten, exit);
        Assert.Equal("participants hubs/national", Received.Logs.First());
        Assert.Equal("participants", log.GetProperty("log").GetString());
        Assert.Equal(3, log.GetProperty("faults")[0].GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Refuses_a_file_that_holds_no_notes_and_leaves_it_as_it_is()
    {
        var file = Write("other.txt", "hub,revision\n");

        Assert.Equal(ExitCode.NothingDone, await RunAsync("audit", "verify", "--notes", file));

        Assert.Contains("line 1 of", Error, StringComparison.Ordinal);
        Assert.Equal("hub,revision\n", File.ReadAllText(file));
    }

    static string Note(string parent, long revision, char digit) =>
        $$"""{"log":"participants","parent":"{{parent}}","revision":{{revision}},"hash":"{{new string(digit, 64)}}","""
        + "\"time\":\"2026-01-01T00:00:00Z\"}\n";
}
