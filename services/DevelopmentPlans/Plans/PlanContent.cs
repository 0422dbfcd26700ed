namespace Mastery.DevelopmentPlans;

/// <summary>A plan at one revision with its parts, in the order in which they were created.</summary>
public sealed record PlanContent(
    Plan Plan,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Aim> Aims,
    IReadOnlyList<Activity> Activities)
{
    /// <summary>The reviews, where they are read with the plan.</summary>
    public IReadOnlyList<Review> Reviews { get; init; } = [];

    /// <summary>The feedback, likewise.</summary>
    public IReadOnlyList<Feedback> Feedback { get; init; } = [];
}
