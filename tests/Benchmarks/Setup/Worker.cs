using System.Diagnostics;

namespace Mastery.Benchmarks.Setup;

/// <summary>A process that is told what to do by lines of its input, answers each when it is done, and ends with its
/// input: it does not outlive this program.</summary>
sealed class Worker : IAsyncDisposable
{
    /// <summary>What it answers.</summary>
    public const string Done = "done";

    readonly Process _process;

    Worker(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts this very program with a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="first">What it is told first: not by arguments, which everybody can see.</param>
    public static Task<Worker> StartAsync(string verb, string first) =>
        StartAsync(Environment.ProcessPath!, [.. Self(), verb], first);

    /// <summary>Starts another program.</summary>
    public static async Task<Worker> StartAsync(string program, IEnumerable<string> arguments, string first)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var worker = new Worker(Process.Start(start)!);
        await worker.AskAsync(first);
        return worker;
    }

    /// <summary>Tells it something, and waits until that is done.</summary>
    public async Task AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() != Done)
        {
            throw new InvalidOperationException(
                $"{_process.StartInfo.FileName} failed; what it said is above.");
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // `dotnet MasteryServices.Benchmarks.dll`, or the program itself.
    static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, "MasteryServices.Benchmarks.dll")]
            : [];
}
