using System.Text.Json;
using Mastery.Changes.V1;
using Mastery.Cli.Commands;
using Mastery.Overview.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class ChangesCommandTests : CommandTest
{
    const string Application = "hubs/sussex/applications/one";

    [Fact]
    public async Task Says_who_changed_a_resource_and_when_and_what_it_was_before()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("changes", "list", Application));

        var request = Received.Last<ListChangesRequest>();
        Assert.Equal("hubs/sussex", request.Parent);
        Assert.Equal($"resource = \"{Application}\"", request.Filter);
        Assert.Equal("revision desc", request.OrderBy);
        Assert.Equal(
            """
            Wed 10 Jul 2024, 13:30  hub-admin changed hubs/sussex/applications/one  (revision 2, by applications.decide)
                state: submitted → declined
                decision.reason: nothing → "No place is left"
                decision.places: 1 → 2
                decision_time: nothing → Wed 10 Jul 2024, 13:30
                notes: withheld
            Wed 10 Jul 2024, 13:29  school created hubs/sussex/applications/one  (revision 1)
                state: submitted
                the personal values of hubs/sussex/participants/ada were erased
            2 changes.
            """.ReplaceLineEndings("\n"), Output.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task Narrows_by_type_kind_who_and_day_of_england()
    {
        await RunAsync("changes", "list", "hubs/sussex", "--type", "Application", "--kind", "updated", "--who", "ada",
            "--from", "2024-07-10", "--until", "2024-07-10");

        Assert.Equal(
            """
            resource_type = "mastery.services/Application" AND kind = UPDATED AND actor = "ada" AND
            change_time >= "2024-07-09T23:00:00Z" AND change_time < "2024-07-10T23:00:00Z"
            """.ReplaceLineEndings(" "), Received.Last<ListChangesRequest>().Filter);
    }

    [Fact]
    public async Task Takes_a_type_as_people_write_it_and_refuses_what_is_none()
    {
        await RunAsync("changes", "list", "hubs/sussex", "--type", "work-group");
        var refused = await RunAsync("changes", "list", "hubs/sussex", "--type", "aplication");

        Assert.Equal(
            "resource_type = \"mastery.services/WorkGroup\"", Received.Last<ListChangesRequest>().Filter);
        Assert.Equal(ExitCode.NothingDone, refused);
        Assert.Contains("'aplication' is no type of resource", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hubs/sussex/plans/one", "", "plans hubs/sussex")]
    [InlineData("hubs/sussex", "--of plans", "plans hubs/sussex")]
    [InlineData("hubs/sussex", "", "participants hubs/sussex")]
    [InlineData("schools/136283", "", "participants hubs/national")]
    [InlineData("projects/yh-oracy", "", "catalogue hubs/national")]
    [InlineData("projects/yh-oracy", "--hub sussex", "catalogue hubs/sussex")]
    [InlineData("apiClients/exporter", "", "access hubs/national")]
    [InlineData("", "--hub sussex", "participants hubs/sussex")]
    public async Task Asks_the_service_that_has_the_resource(string what, string options, string asked)
    {
        string[] given = what.Length > 0 ? [what] : [];

        await RunAsync(["changes", "list", .. given, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(asked, Received.Logs.Last());
    }

    [Fact]
    public async Task Ends_after_the_newest_where_no_more_are_wanted()
    {
        await RunAsync("changes", "list", Application, "--last", "1", "--output", "json");

        var change = Assert.Single(JsonElement.Parse(Output).GetProperty("changes").EnumerateArray());
        Assert.Equal("2", change.GetProperty("revision").GetString());
    }

    [Fact]
    public async Task Writes_them_for_spreadsheets()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("changes", "list", Application, "--output", "csv"));

        Assert.Equal(3, Output.Trim().Split('\n').Length);
        Assert.Contains("STATE_DECLINED", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_from_where_the_file_is_and_ends_cleanly()
    {
        var state = PathOf("state");

        var first = await WatchUntilAsync(state, "token-2", "--output", "json");
        var second = await WatchUntilAsync(state, "token-4", "--output", "json");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (first, second));
        Assert.Equal(["", "token-2"], Received.Asked.OfType<WatchChangesRequest>().Select(one => one.ResumeToken));
        Assert.Equal(["1", "2", "3", "4"], Output.Trim().Split('\n').Select(line =>
            JsonElement.Parse(line).GetProperty("revision").GetString()));
        Assert.Equal("", Error);
        Assert.Equal("participants hubs/sussex token-4", (await File.ReadAllTextAsync(state, Stop)).Trim());
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(state) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Watches_one_resource_for_people()
    {
        await WatchUntilAsync(PathOf("state"), "token-2", "--type", "Application");

        Assert.Contains("school created hubs/sussex/applications/one  (revision 1)", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hubs/sussex/applications/two", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_every_log_of_a_hub_as_one_and_says_which_cannot_be_reached()
    {
        var state = PathOf("state");

        var code = await WatchUntilAsync(state, "hub-1-too", "--all", "--output", "json");
        var refused = await RunAsync("changes", "watch", "hubs/sussex", "--all", "--of", "plans");

        Assert.Equal((ExitCode.Done, ExitCode.NothingDone), (code, refused));
        Assert.Equal(["FEED_PARTICIPANTS", "FEED_DEVELOPMENT_PLANS"], Output.Trim().Split('\n').Select(line =>
            JsonElement.Parse(line).GetProperty("feed").GetString()));
        Assert.Contains("Cannot be reached just now: plans.", Error, StringComparison.Ordinal);
        Assert.Contains("All services can be reached again.", Error, StringComparison.Ordinal);
        Assert.Equal("all hubs/sussex hub-1-too", (await File.ReadAllTextAsync(state, Stop)).Trim());
        Assert.Single(Received.Asked.OfType<WatchHubRequest>());
    }

    [Fact]
    public async Task Refuses_the_state_of_another_feed()
    {
        var state = Write("state", "plans hubs/sussex token-2\n");

        Assert.Equal(
            ExitCode.NothingDone, await RunAsync("changes", "watch", Application, "--state", state));

        Assert.Contains("give each feed a file of its own", Error, StringComparison.Ordinal);
        Assert.Empty(Received.Asked);
    }

    [Fact]
    public async Task Says_what_to_do_where_the_log_does_not_go_on()
    {
        var state = Write("state", "participants hubs/sussex expired\n");

        Assert.Equal(
            ExitCode.NothingDone, await RunAsync("changes", "watch", "hubs/sussex", "--state", state));

        Assert.Contains("Run this again with --start-over", Error, StringComparison.Ordinal);
        Assert.Equal("participants hubs/sussex expired", (await File.ReadAllTextAsync(state, Stop)).Trim());
    }

    [Fact]
    public async Task Starts_over_where_it_is_told_to()
    {
        var state = Write("state", "participants hubs/sussex expired\n");

        await WatchUntilAsync(state, "token-2", "--start-over");

        Assert.Equal(["", "token-0"], Received.Asked.OfType<WatchChangesRequest>().Select(one => one.ResumeToken));
        Assert.Contains("(revision 1)", Output, StringComparison.Ordinal);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Watches, and stops it as Ctrl-C does once it has noted a place.</summary>
    async Task<int> WatchUntilAsync(string state, string place, params string[] options)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var watching = RunUntilAsync(stop.Token, ["changes", "watch", "hubs/sussex", "--state", state, .. options]);
        while (!watching.IsCompleted
            && (!File.Exists(state) || !(await File.ReadAllTextAsync(state, Stop)).Contains(place)))
        {
            await Task.Delay(20, Stop);
        }

        await stop.CancelAsync();
        return await watching;
    }
}
