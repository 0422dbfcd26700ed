using System.Diagnostics;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Stories;

/// <summary><c>journey.sh</c>: the same journey with curl.</summary>
public sealed class JourneyScriptTests(RunningSuite suite)
{
    [Fact]
    public async Task Completes_every_step_each_time_it_is_run()
    {
        foreach (var program in (string[])["bash", "curl"])
        {
            var there = Environment.GetEnvironmentVariable("PATH")!
                .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
            Assert.True(
                there || Environment.GetEnvironmentVariable("CI") != "true", $"{program} must be there where CI=true.");
            Assert.SkipUnless(there, $"{program} is not installed.");
        }

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (code, told) = await RunAsync();

            Assert.True(code == 0, told);
            Assert.Matches(@"The journey is complete: hubs/yorkshire-and-the-humber/plans/", told);
            Assert.Matches(@"missing: ", told);
            Assert.Matches(@"NOT_FOUND, each", told);
            Assert.DoesNotContain("NOT AS EXPECTED", told, StringComparison.Ordinal);
        }
    }

    async Task<(int Code, string Told)> RunAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Programs.Checkout, "tests", "Suite", "journey.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BASE"] = suite.Rest.ToString().TrimEnd('/') },
        };
        using var process = Process.Start(start)!;
        var told = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(told));
    }
}
