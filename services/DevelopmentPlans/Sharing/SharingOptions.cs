namespace Mastery.DevelopmentPlans;

/// <summary>How plans are shared with other schools: the section <c>Sharing</c>.</summary>
public sealed class SharingOptions
{
    /// <summary>How long the departments of a school or a trust are remembered, for the time in which Participants
    /// cannot be reached; 0 for not at all.</summary>
    public TimeSpan RememberDepartments { get; set; } = TimeSpan.FromHours(1);
}
