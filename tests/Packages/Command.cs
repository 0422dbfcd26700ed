using System.Diagnostics;

namespace Mastery.Packages.Tests;

/// <summary>Runs programs.</summary>
static class Command
{
    /// <summary>Runs a program to its end; fails, with its output, unless it succeeds.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string? folder = null, params (string, string)[] environment)
    {
        var (code, output, errors) = await EndAsync(program, arguments, folder, environment);
        Assert.True(code == 0, $"{program} ended with {code}:\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs a program to whatever end it has.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Output, string Errors)> EndAsync(
        string program, IEnumerable<string> arguments, string? folder = null, params (string, string)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "",
        };
        // What dotnet starts must not outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
