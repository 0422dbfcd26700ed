using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>A request id claimed in the transaction of its write: whoever sends it again, at once or within seven days,
/// gets the first answer, and the work is done once.</summary>
sealed class RequestClaim(DbSession db, CallScope call, Guid id)
{
    const int PruneOneIn = 200;

    NpgsqlBatchCommand? _insert;

    /// <summary>Claims the id. While another call with it runs, this waits for that one's end.</summary>
    /// <param name="known">The digest of the request, where it is known before the work is done.</param>
    public NpgsqlBatchCommand Insert(byte[]? known) => _insert = new("""
        INSERT INTO request (hub_id, actor, request_id, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            new() { Value = call.Hub },
            new() { Value = call.Actor },
            new() { Value = id },
            new() { Value = known ?? [] },
        },
    };

    /// <summary>The answer that was given the first time; null when the work is ours to do.</summary>
    /// <param name="whole">The digest of the whole request, whatever it takes to read it to its end.</param>
    /// <exception cref="ApiError">INVALID_ARGUMENT REQUEST_ID_REUSED when the id was used for another
    /// request.</exception>
    public async Task<byte[]?> FirstAnswerAsync(Func<Task<byte[]>> whole)
    {
        if (_insert!.RecordsAffected == 1)
        {
            return null;
        }

        var first = await db.FindAsync<Answer>("""
            SELECT digest, response FROM request WHERE hub_id = @Hub AND actor = @Actor AND request_id = @Id
            """,
            new { call.Hub, call.Actor, Id = id }) ?? throw ApiError.Unavailable("The first answer to this request_id");
        var digest = await whole();
        return first.Digest.AsSpan().SequenceEqual(digest) ? first.Response ?? [] : throw ApiError.RequestIdReused();
    }

    /// <summary>Keeps the answer, to be committed with the work.</summary>
    public NpgsqlBatchCommand Keep(IMessage response, byte[] digest) => new("""
        UPDATE request SET response = $1, digest = $2 WHERE hub_id = $3 AND actor = $4 AND request_id = $5
        """)
    {
        Parameters =
        {
            new() { Value = response.ToByteArray() }, new() { Value = digest },
            new() { Value = call.Hub }, new() { Value = call.Actor }, new() { Value = id },
        },
    };

    /// <summary>What tells one request from another: the method and the message, apart from the id itself.</summary>
    public static byte[] Digest(string method, IMessage request) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(method), .. request.ToByteArray()]);

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
