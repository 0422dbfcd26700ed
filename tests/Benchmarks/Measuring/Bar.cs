using System.Globalization;

namespace Mastery.Benchmarks.Measuring;

/// <summary>In what a row counts.</summary>
enum Unit
{
    /// <summary>Ours as a multiple of the peer's: less is better.</summary>
    Times,

    /// <summary>The peer's as a share of ours: more is better.</summary>
    Share,

    /// <summary>Time by the clock.</summary>
    Seconds,

    /// <summary>Short time by the clock.</summary>
    Milliseconds,

    /// <summary>Memory.</summary>
    Megabytes,

    /// <summary>How many.</summary>
    Count,
}

/// <summary>What a row has to be.</summary>
/// <param name="Unit">In what it counts.</param>
/// <param name="Limit">The bar; null where the row is for orientation only.</param>
/// <param name="Goal">What would be better still; null where there is none.</param>
sealed record Bar(Unit Unit, double? Limit = null, double? Goal = null)
{
    /// <summary>Whether the bar is kept.</summary>
    public bool Holds(double value) => Within(value, Limit);

    /// <summary>Whether the goal is reached.</summary>
    public bool Reaches(double value) => Goal is not null && Within(value, Goal);

    /// <summary>A value as this bar counts.</summary>
    public string Write(double value) => value.ToString(
        Unit switch
        {
            Unit.Times => "0.00×",
            Unit.Share => "0 %",
            Unit.Seconds => "0.0 s",
            Unit.Milliseconds => "0 ms",
            Unit.Megabytes => "0 MB",
            _ => "#,0",
        },
        CultureInfo.InvariantCulture);

    /// <summary>The bar as text.</summary>
    public override string ToString() => Text(Limit);

    /// <summary>The goal as text.</summary>
    public string GoalText() => Text(Goal);

    bool Within(double value, double? limit) => limit is null || (Unit == Unit.Share ? value >= limit : value <= limit);

    string Text(double? limit) => limit is { } value ? $"{(Unit == Unit.Share ? '≥' : '≤')} {Write(value)}" : "–";
}
