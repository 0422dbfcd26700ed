namespace Mastery.DevelopmentPlans;

/// <summary>A plan that a department shares with its Work Group.</summary>
/// <param name="Member">The department.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Aims">Its aims, without those that were given up.</param>
/// <param name="Feedback">The feedback on it.</param>
public sealed record SharedPlan(
    GroupMember Member, Plan Plan, IReadOnlyList<Aim> Aims, IReadOnlyList<Feedback> Feedback);
