using System.Net;

namespace Mastery.Mis;

/// <summary>A source cannot be read, or not to its end. The message is a sentence for a data manager, without personal
/// data.</summary>
public sealed class StaffSourceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What a service answered; null where it is no service, or none answered.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the service asks to wait before it is asked again; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
