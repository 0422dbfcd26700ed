namespace Mastery.DevelopmentPlans;

/// <summary>How plans follow departments to other hubs: the section <c>Transfers</c>.</summary>
public sealed class TransferOptions
{
    /// <summary>How often the worker looks for departments that have moved.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
