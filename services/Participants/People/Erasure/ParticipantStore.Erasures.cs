namespace Mastery.Participants;

public sealed partial class ParticipantStore
{
    /// <summary>Lets no erasure of the hub begin before the commit, and waits for one that has begun: for a write that
    /// names people, brings them or keeps what it read of them. It comes before every lock of a row, in erasures
    /// too.</summary>
    public Task KeepErasuresOutAsync(string hub) => db.LockAsync<long>(
        "SELECT count(pg_advisory_xact_lock_shared(hashtextextended('erasure ' || @hub, 0)))", new { hub });

    /// <summary>Waits for all such writes, and lets none begin before the commit.</summary>
    public Task BeginErasureAsync(string hub) => db.LockAsync<long>(
        "SELECT count(pg_advisory_xact_lock(hashtextextended('erasure ' || @hub, 0)))", new { hub });
}
