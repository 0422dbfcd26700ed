using System.Text.Json.Nodes;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Connector;

public sealed class CycleTests : ConnectorTest
{
    static readonly string[] Five = ["1,Ash", "2,Birch", "3,Cedar", "4,Doyle", "5,Elm"];

    [Fact]
    public async Task Plans_and_does_nothing_until_it_may_and_says_so_aloud_once()
    {
        Settings.Remove("apply");
        WriteStaff(Five);

        Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
        Assert.Contains("dry run: nothing is done", Output, StringComparison.Ordinal);
        Assert.Contains("WARNING: A sync is planned and not done: Sussex, 5 new.", Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
        Assert.DoesNotContain("WARNING", Output, StringComparison.Ordinal);
        Assert.Contains("Still waits for a person: A sync is planned", Output, StringComparison.Ordinal);
        Assert.Single(World.Plans);
        Assert.Empty(World.Staff);

        Assert.Equal(ExitCode.Done, await OnceAsync("--apply"));
        Assert.Contains("Done in Sussex: 5 new.", Output, StringComparison.Ordinal);
        Assert.Single(World.Plans);
        Assert.Equal(5, World.Staff.Count);
    }

    [Fact]
    public async Task Follows_joiners_and_leavers_and_plans_no_unchanged_file_again()
    {
        WriteStaff(Five);
        Assert.Equal(ExitCode.Done, await OnceAsync());
        WriteStaff("1,Ash", "2,Birch", "3,Cedar", "4,Doyle", "6,Fir");

        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Equal(["1", "2", "3", "4", "6"], World.Staff.Keys);
        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Contains("Nothing has changed since the last time.", Output, StringComparison.Ordinal);
        Assert.Equal(2, World.Plans.Count);
        Assert.All(World.Plans, header => Assert.Equal(
            (StaffWorld.School, "sims", RosterMode.Full), (header.Source, header.System, header.Mode)));
    }

    [Fact]
    public async Task Throws_nobody_out_by_half_a_list_and_notices_that_a_person_has_allowed_it()
    {
        WriteStaff(Five);
        await OnceAsync();
        WriteStaff("1,Ash");

        Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
        Assert.Contains(
            "WARNING: So many people would leave that the list looks incomplete, and nothing is done in Sussex: "
                + "Hill School, 4 of 5 people.",
            Output, StringComparison.Ordinal);
        Assert.Equal(5, World.Staff.Count);
        var sync = JsonNode.Parse(await File.ReadAllTextAsync(StateFile, TestContext.Current.CancellationToken))!;
        Assert.Equal(ExitCode.Done, await RunAsync(
            "roster", "apply", $"{sync["sync"]}", "--allow-leavers", "136283"));

        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Contains("What was planned has been done", Output, StringComparison.Ordinal);
        Assert.Equal(["1"], World.Staff.Keys);
    }

    [Fact]
    public async Task Comes_in_step_by_the_next_whole_list_after_half_a_one()
    {
        WriteStaff(Five);
        await OnceAsync();
        WriteStaff("1,Ash");
        await OnceAsync();
        WriteStaff([.. Five, "6,Fir"]);

        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Equal(6, World.Staff.Count);
        Assert.Contains("In step.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_who_is_who_to_a_person_and_plans_again_when_that_is_decided()
    {
        World.ToDecide.Add("5");
        WriteStaff(Five);
        Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
        Assert.Contains("1 record may be of somebody on record at Sussex", Output, StringComparison.Ordinal);
        Assert.Equal(4, World.Staff.Count);
        Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
        Assert.Single(World.Plans);

        World.ToDecide.Clear();

        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Equal(5, World.Staff.Count);
        Assert.Equal(2, World.Plans.Count);
    }

    [Fact]
    public async Task Plans_again_when_people_have_changed_since_and_gives_up_for_now_when_they_still_do()
    {
        World.Outdates = 1;
        WriteStaff(Five);
        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Equal(2, World.Plans.Count);

        World.Outdates = 2;
        WriteStaff("1,Ash", "2,Birch", "3,Cedar", "4,Doyle");
        Assert.Equal(ExitCode.Unreachable, await OnceAsync());
        Assert.Equal(5, World.Staff.Count);
        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Equal(4, World.Staff.Count);
    }

    [Fact]
    public async Task Lets_nobody_leave_while_rows_cannot_be_read()
    {
        WriteStaff(Five);
        await OnceAsync();
        WriteStaff("1,Ash", "2,Birch", "3,");
        Settings["reports"] = JsonNode.Parse("""{ "html": "out.html", "json": "out.json", "errors": "rows.csv" }""");

        Assert.Equal(ExitCode.SomeRejected, await OnceAsync());

        Assert.Equal(RosterMode.Delta, World.Plans.Last().Mode);
        Assert.Equal(5, World.Staff.Count);
        Assert.Contains($"Mend their rows, which are in {PathOf("rows.csv")}", Output, StringComparison.Ordinal);
        Assert.All((string[])["out.html", "out.json", "rows.csv"], file => Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(PathOf(file)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
    }

    [Fact]
    public async Task Reads_everybody_anew_where_its_state_is_damaged_or_of_something_else()
    {
        WriteStaff(Five);
        await OnceAsync();
        await File.WriteAllTextAsync(StateFile, "{ \"cursors\": [", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Contains("WARNING: The state file is damaged", Output, StringComparison.Ordinal);
        Settings["system"] = "arbor";
        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Contains("The state is of another configuration", Output, StringComparison.Ordinal);
        Assert.Equal(3, World.Plans.Count);
        Assert.Equal(5, World.Staff.Count);
    }

    [Fact]
    public async Task Reads_no_file_that_is_being_written_and_of_several_the_newest()
    {
        Settings["from"]!["path"] = "st*.csv";
        Assert.Equal(ExitCode.Unreachable, await OnceAsync());
        Assert.Contains("There is no file", Output, StringComparison.Ordinal);

        WriteStaff(Five);
        File.Copy(PathOf("staff.csv"), PathOf("st-old.csv"));
        File.SetLastWriteTimeUtc(PathOf("st-old.csv"), DateTime.UtcNow.AddDays(-3));
        Assert.Equal(ExitCode.Done, await OnceAsync());
        Assert.Contains("Read: staff.csv", Output, StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(PathOf("staff.csv"), DateTime.UtcNow);
        Assert.Equal(ExitCode.Unreachable, await OnceAsync());
        Assert.Contains("staff.csv is being written", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_it_stands_to_who_asks_for_the_status()
    {
        WriteStaff(Five);
        World.ToDecide.Add("5");
        await OnceAsync();

        Assert.Equal(ExitCode.Done, await RunAsync("roster", "status", "--config", ConfigFile));

        Assert.Contains("Connector of schools/136283 from sims (file).", Output, StringComparison.Ordinal);
        Assert.Contains("degraded: a person is needed.", Output, StringComparison.Ordinal);
        Assert.Contains("Sussex, done: 4 new, 1 to decide", Output, StringComparison.Ordinal);
        Assert.Contains("Next cycle: ", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_personal_data_in_what_it_says_and_keeps()
    {
        Settings.Remove("apply");
        World.ToDecide.Add("5");
        WriteStaff([.. Five, "9,"]);
        await OnceAsync();
        var said = Output;
        WriteStaff([.. Five, "7,Fir", "9,"]);
        World.Outdates = 5;
        await OnceAsync("--apply", "--output", "json");
        said += Output;
        await RunAsync("roster", "status", "--config", ConfigFile);
        said += Output + await File.ReadAllTextAsync(StateFile, TestContext.Current.CancellationToken);

        Assert.All(
            (string[])["canary", "Ash", "Birch", "Elm", "example"],
            mark => Assert.DoesNotContain(mark, said, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("\"level\":\"warning\"", said, StringComparison.Ordinal);
    }
}
