using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What statements told lately of the database's own state, which a query of readiness does not meet: a full
/// disk refuses only what needs room.</summary>
sealed class DatabaseFaults(TimeProvider time)
{
    static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    long _diskFull;

    /// <summary>Whether a write was refused for a full disk within the last 30 s.</summary>
    public bool DiskFull => Interlocked.Read(ref _diskFull) is > 0 and var at && time.GetElapsedTime(at) < Memory;

    /// <summary>Takes note of a failure.</summary>
    public void Note(PostgresException failure)
    {
        if (failure.SqlState == PostgresErrorCodes.DiskFull)
        {
            Interlocked.Exchange(ref _diskFull, time.GetTimestamp());
        }
    }
}
