using System.Text.Json.Nodes;
using Mastery.Cli.Commands;
using Mastery.Mis.Tests.StandIns;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Connector;

public sealed class CursorTests : ConnectorTest
{
    [Fact]
    public async Task Asks_for_what_has_changed_once_everybody_is_done_and_never_before()
    {
        await using var wonde = await StartAsync();
        Settings["apply"] = false;
        await OnceAsync();
        await OnceAsync();
        Assert.DoesNotContain(wonde.Requests, request => request.Contains("updated_after", StringComparison.Ordinal));

        Settings["apply"] = true;
        Assert.Equal(ExitCode.Done, await OnceAsync());
        wonde.Add("w3", "Cai", "Cedar");
        wonde.Delete("w1", TimeSpan.Zero);
        wonde.Requests.Clear();
        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Contains(wonde.Requests, request => request.Contains("updated_after", StringComparison.Ordinal));
        Assert.Equal([RosterMode.Full, RosterMode.Delta], World.Plans.Select(header => header.Mode));
        Assert.Equal(["w2", "w3"], World.Staff.Keys);
    }

    [Fact]
    public async Task Reads_changes_again_that_were_planned_and_not_done()
    {
        await using var wonde = await StartAsync();
        await OnceAsync();
        wonde.Add("w3", "Cai", "Cedar");
        Settings["apply"] = false;
        await OnceAsync();
        wonde.Add("w4", "Dee", "Doyle");
        await OnceAsync();
        Settings["apply"] = true;

        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Equal(["w1", "w2", "w3", "w4"], World.Staff.Keys);
    }

    [Fact]
    public async Task Reads_everybody_where_the_source_does_not_take_its_cursor()
    {
        await using var wonde = await StartAsync();
        await OnceAsync();
        wonde.Add("w3", "Cai", "Cedar");
        wonde.RefusesChanges = true;

        Assert.Equal(ExitCode.Done, await OnceAsync());

        Assert.Contains("The source does not know any more since when", Output, StringComparison.Ordinal);
        Assert.Equal(RosterMode.Full, World.Plans.Last().Mode);
        Assert.Equal(3, World.Staff.Count);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_token_that_is_not_taken()
    {
        await using var wonde = await StartAsync("another");

        Assert.Equal(ExitCode.NothingDone, await OnceAsync());

        Assert.Contains("does not accept the credentials", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("another", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_ask_a_source_again_that_wants_it_to_wait_for_long()
    {
        await using var wonde = await StartAsync();
        wonde.Fail(429, "1200");

        Assert.Equal(ExitCode.Unreachable, await OnceAsync());

        Assert.Single(wonde.Requests);
        Assert.Contains("asks to wait 1200 s", Output, StringComparison.Ordinal);
    }

    async Task<WondeStandIn> StartAsync(string token = WondeStandIn.Token)
    {
        var wonde = new WondeStandIn();
        await wonde.StartAsync();
        wonde.Add("w1", "Ann", "Ash");
        wonde.Add("w2", "Ben", "Birch");
        await File.WriteAllTextAsync(PathOf("token"), token + "\n", TestContext.Current.CancellationToken);
        Settings["from"] = new JsonObject
        {
            ["kind"] = "wonde",
            ["address"] = new Uri(wonde.Address, "v1.0/").AbsoluteUri,
            ["token"] = new JsonObject { ["file"] = "token" },
            ["schools"] = new JsonArray(new JsonObject { ["id"] = WondeStandIn.SchoolId }),
        };
        return wonde;
    }
}
