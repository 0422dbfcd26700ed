namespace Mastery.Participants;

/// <summary>How other services are asked to erase their part of a person: the section <c>Erasures</c>.</summary>
public sealed class ErasureOptions
{
    /// <summary>How often the worker looks for services that have not confirmed yet.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
