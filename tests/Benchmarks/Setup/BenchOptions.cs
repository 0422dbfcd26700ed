namespace Mastery.Benchmarks.Setup;

/// <summary>How much is done.</summary>
/// <param name="Rounds">How often each arm runs.</param>
/// <param name="Quick">A tenth of everything: to see that it runs, not how well.</param>
/// <param name="Output">The file that gets the results as JSON; null for none.</param>
sealed record BenchOptions(int Rounds, bool Quick, string? Output)
{
    /// <summary>So many calls or rows, or a tenth of them.</summary>
    public int Scale(int count) => Quick ? count / 10 : count;
}
