using System.ComponentModel;
using System.Diagnostics;

namespace Mastery.Postgres.Processes;

/// <summary>A program run to its end: its exit code and what it printed on either output.</summary>
sealed record Command(string Program, int ExitCode, string Output)
{
    /// <summary>Runs a program; the caller checks the exit code.</summary>
    /// <exception cref="PostgresUnavailableException">The program can't be started.</exception>
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, string? user = null, CancellationToken cancellation = default)
    {
        using var process = Start(program, arguments, user);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
            return new(program, process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with all three standard streams redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string? user)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A folder that every user may enter.
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory)!,
        };
        // PGDATA, PGPORT and the like of the person's own server must not reach the private one.
        foreach (var name in start.Environment.Keys
            .Where(key => key.StartsWith("PG", StringComparison.Ordinal))
            .ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        if (user is not null)
        {
            start.UserName = user;
        }

        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true; // Ctrl-C is the launcher's to handle
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            throw new PostgresUnavailableException($"`{program}` cannot be run: {problem.Message}", problem);
        }
    }

    /// <summary>Returns itself if the program succeeded; else throws.</summary>
    public Command OrThrow() =>
        ExitCode == 0
            ? this
            : throw new PostgresUnavailableException($"`{Path.GetFileName(Program)}` failed ({ExitCode}):\n{Output}");
}
