using System.Globalization;
using System.Text.Json;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Load;

/// <summary>What the load process runs: warms up, then makes as many calls as it is told, until its input
/// ends.</summary>
static class LoadVerb
{
    /// <summary>The verb.</summary>
    public const string Name = "load";

    /// <summary>Runs until its input ends.</summary>
    public static async Task RunAsync()
    {
        var spec = JsonSerializer.Deserialize<LoadSpec>(await LineAsync() ?? "null")!;
        var call = Calls.Of(spec);
        await RepeatAsync(call, spec.WarmUp);
        Console.WriteLine(Worker.Done);
        while (await LineAsync() is { } line)
        {
            await RepeatAsync(call, int.Parse(line, CultureInfo.InvariantCulture));
            Console.WriteLine(Worker.Done);
        }
    }

    static Task<string?> LineAsync() => Console.In.ReadLineAsync();

    static Task RepeatAsync(Func<Task> call, int count)
    {
        var left = count;
        return Task.WhenAll(Enumerable.Range(0, LoadSpec.Concurrency).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        }));
    }
}
