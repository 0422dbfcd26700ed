namespace Mastery.ServiceDefaults;

/// <summary>What a client may stream to a service: the section <c>Streams</c>. A stream is taken in as a whole before a
/// database connection is.</summary>
sealed class StreamOptions
{
    /// <summary>How long the next message may take.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The least average rate of a stream, once the idle timeout has passed.</summary>
    public int MinBytesPerSecond { get; set; } = 1024;

    /// <summary>How much of all streams together is kept in memory; what comes after it goes to temporary
    /// files.</summary>
    public long MemoryBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The largest stream.</summary>
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How much of all streams together is kept at once.</summary>
    public long MaxTotalBytes { get; set; } = 192 * 1024 * 1024;
}
