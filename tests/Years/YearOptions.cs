namespace Mastery.Years;

/// <summary>What a generated year is like.</summary>
public sealed record YearOptions
{
    /// <summary>The same seed gives the same year.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The departments of each hub.</summary>
    public int DepartmentsPerHub { get; init; } = 50;

    /// <summary>The first URN; each hub has as many as it has departments.</summary>
    public int FirstUrn { get; init; } = 500_000;
}
