using System.Text.Json;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Load;

/// <summary>A load client as a process of its own, so that its CPU time is counted apart from ours.</summary>
sealed class LoadProcess : IAsyncDisposable
{
    readonly Worker _worker;

    LoadProcess(Worker worker) => _worker = worker;

    /// <summary>The client.</summary>
    public Part Part => Part.Running("client", _worker.Id);

    /// <summary>Starts one and waits until it is warm.</summary>
    public static async Task<LoadProcess> StartAsync(LoadSpec spec) =>
        new(await Worker.StartAsync(LoadVerb.Name, JsonSerializer.Serialize(spec)));

    /// <summary>Has it make so many calls, and waits for the last.</summary>
    public Task RunAsync(int calls) => _worker.AskAsync($"{calls}");

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
