namespace Mastery.Cli.Bulk;

/// <summary>A row or an item cannot be done; the message says why, and what to do.</summary>
public sealed class RowRefusedException(string message) : Exception(message);
