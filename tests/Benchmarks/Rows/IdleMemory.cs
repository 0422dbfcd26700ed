using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>What each program has in memory while nobody calls it: measured before anything else.</summary>
static class IdleMemory
{
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite)
    {
        var readings = suite.Processes.ToDictionary(process => process, _ => new List<double>());
        for (var round = 0; round < suite.Options.Rounds; round++)
        {
            await Task.Delay(suite.Options.Quick ? Idle / 10 : Idle);
            foreach (var (process, values) in readings)
            {
                values.Add(Memory.Resident(process.Id));
            }
        }

        return
        [
            .. readings.Select(process => new Row(
                $"memory of {process.Key.Name}, idle", "", new(Unit.Megabytes, 120, 80)).Of(process.Value)),
        ];
    }
}
