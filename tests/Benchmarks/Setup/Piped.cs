using System.Diagnostics;

namespace Mastery.Benchmarks.Setup;

/// <summary>A program that runs for as long as this one does, however that ends.</summary>
sealed class Piped : IAsyncDisposable
{
    // The shell ends the program when our end of the pipe closes; in the background it ignores Ctrl-C.
    const string Shell = """
        "$@" >/dev/null & program=$!
        cat >/dev/null
        kill -TERM $program
        wait $program 2>/dev/null
        """;

    readonly Process _process;

    Piped(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    /// <summary>The process id of the shell, whose child the program is.</summary>
    public int Id { get; }

    /// <summary>Starts one.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Its environment; that of this program when null.</param>
    public static Piped Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Shell, "sh", .. command]) { RedirectStandardInput = true };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (key, value) in environment)
            {
                start.Environment[key] = value;
            }
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
