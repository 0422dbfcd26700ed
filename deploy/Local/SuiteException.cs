namespace Mastery.Local;

/// <summary>The suite cannot start or go on; the message says why and what to do.</summary>
public sealed class SuiteException(string message) : Exception(message);
