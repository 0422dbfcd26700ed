using System.Diagnostics;
using System.Text.Json;
using Mastery.Benchmarks.Measuring;

namespace Mastery.Benchmarks.Load;

/// <summary>A load client as a process of its own, so that its CPU time is counted apart from ours.</summary>
sealed class LoadProcess : IAsyncDisposable
{
    readonly Process _process;

    LoadProcess(Process process) => _process = process;

    /// <summary>The client.</summary>
    public Part Part => Part.Running("client", _process.Id);

    /// <summary>Starts one and waits until it is warm.</summary>
    public static async Task<LoadProcess> StartAsync(LoadSpec spec)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), LoadVerb.Name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var load = new LoadProcess(Process.Start(start)!);
        await load.AskAsync(JsonSerializer.Serialize(spec));
        return load;
    }

    /// <summary>Has it make so many calls, and waits for the last.</summary>
    public Task RunAsync(int calls) => AskAsync($"{calls}");

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    async Task AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() != LoadVerb.Done)
        {
            throw new InvalidOperationException("A load client failed; what it said is above.");
        }
    }

    // `dotnet MasteryServices.Benchmarks.dll`, or the program itself.
    static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, "MasteryServices.Benchmarks.dll")]
            : [];
}
