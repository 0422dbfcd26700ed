using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>mastery projects copy</c>, against the suite as it runs.</summary>
public sealed class ProjectCopyCommandTests(RunningSuite suite)
{
    [Fact]
    public async Task Shows_the_Sustaining_project_of_next_year_and_makes_nothing()
    {
        var preview = (await RunAsync("copy", "NCP24-14", "NCP25-74", "--dry-run")).Done().Output;
        var shown = await RunAsync("show", "NCP25-74");

        TestContext.Current.TestOutputHelper!.WriteLine(preview);
        Assert.Contains("way in     Took part in a Secondary Teaching for Mastery Development Work Group in or before "
            + "2024/25", preview, StringComparison.Ordinal);
        Assert.Contains("Cohorts 1 to 8", preview, StringComparison.Ordinal);
        Assert.Contains("from Tue 1 Apr 2025, 00:00, with no last day", preview, StringComparison.Ordinal);
        Assert.Contains("No sentence that was carried over names a year", preview, StringComparison.Ordinal);
        Assert.Contains("was not found", shown.Error, StringComparison.Ordinal);
    }

    Task<ToolRun> RunAsync(params string[] args) =>
        Tool.RunAsync(suite, ["projects", .. args, "--client-id", RunningSuite.Operator]);
}
