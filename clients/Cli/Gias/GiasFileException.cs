namespace Mastery.Cli.Gias;

/// <summary>The file as a whole cannot be read; the message says what it looks like and what to do.</summary>
public sealed class GiasFileException(string message) : Exception(message);
