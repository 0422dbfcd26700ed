using Google.Protobuf;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>A request id, claimed in the transaction of its write: whoever sends it again, at once or within seven
/// days, gets the first answer, and the work is done once.</summary>
sealed class RequestClaim(DbSession db, CallScope call, Guid id, byte[] digest)
{
    const int PruneOneIn = 200;

    NpgsqlBatchCommand? _insert;

    /// <summary>Whether the id is claimed by this call, until the end of its transaction.</summary>
    public bool Held => _insert is { RecordsAffected: 1 };

    /// <summary>The answer that was given the first time; null when the id is not known.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT REQUEST_ID_REUSED when the id was used for another
    /// request.</exception>
    public async Task<byte[]?> FirstAnswerAsync()
    {
        var first = await db.FindAsync<Answer>("""
            SELECT digest, response FROM request WHERE hub_id = @Hub AND actor = @Actor AND request_id = @Id
            """,
            new { call.Hub, call.Actor, Id = id }, inHub: true);
        return first is null ? null
            : first.Digest.AsSpan().SequenceEqual(digest) ? first.Response ?? []
            : throw ApiError.RequestIdReused();
    }

    /// <summary>Claims the id. While another call with it runs, this waits for that one's end; no row is inserted when
    /// the other was committed.</summary>
    public NpgsqlBatchCommand Insert() => _insert = new("""
        INSERT INTO request (hub_id, actor, request_id, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            new() { Value = call.Hub },
            new() { Value = call.Actor },
            new() { Value = id },
            new() { Value = digest },
        },
    };

    /// <summary>Gives up when the other was committed.</summary>
    public void RequireHeld()
    {
        if (!Held)
        {
            throw ApiError.Unavailable("The first answer to this request_id");
        }
    }

    /// <summary>Keeps the answer, to be committed with the work.</summary>
    public NpgsqlBatchCommand Keep(IMessage response) => new("""
        UPDATE request SET response = $1 WHERE hub_id = $2 AND actor = $3 AND request_id = $4
        """)
    {
        Parameters =
        {
            new() { Value = response.ToByteArray() },
            new() { Value = call.Hub },
            new() { Value = call.Actor },
            new() { Value = id },
        },
    };

    /// <summary>Now and then forgets a few answers past their seven days; rows that another writer is forgetting are
    /// left to it.</summary>
    public Task PruneAsync() => Random.Shared.Next(PruneOneIn) > 0 ? Task.CompletedTask : db.ExecuteAsync("""
        DELETE FROM request WHERE hub_id = @Hub AND (actor, request_id) IN (
            SELECT actor, request_id FROM request WHERE hub_id = @Hub AND create_time < now() - interval '7 days'
            ORDER BY create_time LIMIT 500 FOR UPDATE SKIP LOCKED)
        """, new { call.Hub });

    sealed record Answer
    {
        public byte[] Digest { get; init; } = [];

        public byte[]? Response { get; init; }
    }
}
