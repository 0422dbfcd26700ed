using System.Diagnostics;
using Mastery.Local;

namespace Mastery.Suite.Tests.Readmes;

/// <summary>Runs commands of a README.</summary>
static class Shell
{
    /// <summary>Runs a script, which must succeed, and answers its output.</summary>
    public static async Task<string> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true };
        // `npm --prefix protos ci` installs buf there.
        start.Environment["PATH"] += $":{Path.Combine(Programs.Checkout, "protos", "node_modules", ".bin")}";
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output.Trim();
    }
}
