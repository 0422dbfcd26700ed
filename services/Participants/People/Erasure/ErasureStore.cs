using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The erasures of people.</summary>
public sealed class ErasureStore(DbSession db, CallScope call)
{
    const string Columns = "hub_id, participant_id, reason, names, pending_services, answer, attempt_count";

    static ErasureStore() => SqlMapper.AddTypeHandler(new MessageColumn<V1.EraseParticipantResponse>());

    public Task<PersonErasure?> FindAsync(string hub, Guid person) => db.FindAsync<PersonErasure>(
        $"SELECT {Columns} FROM person_erasure WHERE hub_id = @hub AND participant_id = @person",
        new { hub, person });

    /// <summary>Locks one whose person's record the caller has locked, or one on which a worker works.</summary>
    public async Task<PersonErasure> LockAsync(string hub, Guid person) =>
        await db.LockAsync<PersonErasure>($"""
            SELECT {Columns} FROM person_erasure WHERE hub_id = @hub AND participant_id = @person
            FOR NO KEY UPDATE
            """, new { hub, person })
        ?? throw new InvalidOperationException($"The erasure of {person} in {hub} is not on record.");

    /// <summary>Those of a hub that are due.</summary>
    public Task<IReadOnlyList<PersonErasure>> DueAsync(string hub, DateTime now) => db.QueryAsync<PersonErasure>($"""
        SELECT {Columns} FROM person_erasure
        WHERE hub_id = @hub AND pending_services <> '{"{}"}' AND next_attempt_time <= @now
        ORDER BY next_attempt_time, participant_id
        """, new { hub, now });

    /// <summary>Keeps what is left to do. Of an erasure that is repeated after a restore, the first one
    /// counts.</summary>
    public Task InsertAsync(PersonErasure erasure) => db.ExecuteAsync("""
        INSERT INTO person_erasure (hub_id, participant_id, actor, reason, names, pending_services, answer)
        VALUES (@HubId, @ParticipantId, @Actor, @Reason, @Names, @PendingServices, @Answer)
        ON CONFLICT DO NOTHING
        """, new
    {
        erasure.HubId,
        erasure.ParticipantId,
        call.Actor,
        erasure.Reason,
        erasure.Names,
        erasure.PendingServices,
        erasure.Answer,
    });

    public Task UpdateAsync(PersonErasure erasure) => db.ExecuteAsync("""
        UPDATE person_erasure SET pending_services = @PendingServices, answer = @Answer
        WHERE hub_id = @HubId AND participant_id = @ParticipantId
        """, erasure);

    /// <summary>Notes an attempt that came to nothing.</summary>
    public Task PostponeAsync(PersonErasure erasure, DateTime next) => db.ExecuteAsync("""
        UPDATE person_erasure SET attempt_count = attempt_count + 1, next_attempt_time = @next
        WHERE hub_id = @HubId AND participant_id = @ParticipantId
        """, new { erasure.HubId, erasure.ParticipantId, next });
}
