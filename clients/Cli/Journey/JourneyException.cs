namespace Mastery.Cli.Journey;

/// <summary>The suite answered otherwise than the story goes.</summary>
public sealed class JourneyException(string message) : Exception(message);
