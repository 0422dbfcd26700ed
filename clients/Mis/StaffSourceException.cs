namespace Mastery.Mis;

/// <summary>A source cannot be read, or not to its end. The message is a sentence for a data manager, without personal
/// data.</summary>
public sealed class StaffSourceException(string message, Exception? inner = null) : Exception(message, inner);
