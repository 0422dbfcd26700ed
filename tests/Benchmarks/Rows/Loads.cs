using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Rows;

/// <summary>The load clients of a part.</summary>
/// <param name="suite">The suite.</param>
/// <param name="calls">How many calls a run makes.</param>
sealed class Loads(BenchSuite suite, int calls) : IAsyncDisposable
{
    readonly List<LoadProcess> _loads = [];

    /// <summary>Starts a client.</summary>
    /// <returns>The arm whose calls it makes; of the parts it is the first, as <c>client</c>.</returns>
    public async Task<Arm> ArmAsync(LoadSpec spec, params IReadOnlyList<Part> others)
    {
        var load = await suite.LoadAsync(spec);
        _loads.Add(load);
        return suite.Arm(load, calls, [load.Part, .. others]);
    }

    /// <summary>Ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var load in _loads)
        {
            await load.DisposeAsync();
        }
    }
}
