namespace Mastery.DevelopmentPlans;

/// <summary>A plan at one revision with all that is in it, each list by creation.</summary>
public sealed record PlanContent(
    Plan Plan,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Aim> Aims,
    IReadOnlyList<Activity> Activities);
