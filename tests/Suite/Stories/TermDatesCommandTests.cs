using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery term-dates</c>, against the suite as it runs.</summary>
public sealed class TermDatesCommandTests(RunningSuite suite)
{
    [Fact]
    public async Task Sets_shows_and_takes_away_a_hub_s_own_terms()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, """
            Name,First day,Last day
            Michaelmas,01/09/2070,19/12/2070
            half term,19/10/2070,30/10/2070
            Lent,05/01/2071,02/04/2071
            Trinity,20/04/2071,20/07/2071
            training day,01/05/2071,
            """, TestContext.Current.CancellationToken);

        var set = (await RunAsync("set", file)).Done().Output;
        var shown = (await RunAsync("show")).Done().Output;
        var reset = (await RunAsync("reset")).Done().Output;
        var england = (await RunAsync("show")).Done().Output;

        Assert.Equal(set, shown);
        Assert.Contains("2070/71: the hub's own dates", shown, StringComparison.Ordinal);
        Assert.Contains("half term 19 Oct 2070 to 30 Oct 2070", shown, StringComparison.Ordinal);
        Assert.Contains("training day 1 May 2071", shown, StringComparison.Ordinal);
        Assert.Equal(reset, england);
        Assert.Contains("the usual dates of England", england, StringComparison.Ordinal);
        Assert.DoesNotContain("Michaelmas", england, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Says_which_line_it_does_not_understand()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(
            file, "Name,First day,Last day\nautumn,soon,19/12/2071\n", TestContext.Current.CancellationToken);

        var refused = await RunAsync("set", file);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains("line 2", refused.Error, StringComparison.Ordinal);
        File.Delete(file);
    }

    Task<ToolRun> RunAsync(params string[] args) =>
        Tool.RunAsync(suite, ["term-dates", .. args, "--year", "2070/71"]);
}
