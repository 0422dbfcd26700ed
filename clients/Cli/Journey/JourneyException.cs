namespace Mastery.Cli.Journey;

/// <summary>The suite did not answer as the journey expects.</summary>
public sealed class JourneyException(string message) : Exception(message);
