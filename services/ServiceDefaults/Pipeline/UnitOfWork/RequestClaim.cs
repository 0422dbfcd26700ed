using System.Security.Cryptography;
using System.Text;
using Dapper;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>A request id claimed in the transaction of its write: whoever sends it again, at once or within seven days,
/// gets the first answer, and the work is done once.</summary>
sealed class RequestClaim(DbSession db, CallScope call, Guid id)
{
    const int PruneOneIn = 200;

    /// <summary>Claims the id. While another call with it runs, this waits for that one's end.</summary>
    /// <param name="known">The digest of the request, where it is known before the work is done.</param>
    /// <param name="whole">The digest of the whole request, whatever it takes to read it to its end.</param>
    /// <returns>The first answer where there is one already; null when the work is ours to do.</returns>
    /// <exception cref="ApiError">INVALID_ARGUMENT REQUEST_ID_REUSED when it was used for another request.</exception>
    public async Task<byte[]?> TakeAsync(byte[]? known, Func<Task<byte[]>> whole)
    {
        var claimed = await db.ExecuteAsync("""
            INSERT INTO request (hub_id, actor, request_id, digest) VALUES (@Hub, @Actor, @Id, @Digest) ON CONFLICT DO NOTHING
            """, new { call.Hub, call.Actor, Id = id, Digest = known ?? [] });
        if (claimed == 1)
        {
            return null;
        }

        var first = await db.FindAsync<Answer>("""
            SELECT digest, response FROM request WHERE hub_id = @Hub AND actor = @Actor AND request_id = @Id
            """, new { call.Hub, call.Actor, Id = id }) ?? throw ApiError.Unavailable("The first answer to this request_id");
        var digest = await whole();
        return first.Digest.AsSpan().SequenceEqual(digest) ? first.Response ?? [] : throw ApiError.RequestIdReused();
    }

    /// <summary>Keeps the answer, to be committed with the work.</summary>
    public async Task KeepAsync(IMessage response, byte[] digest)
    {
        await db.ExecuteAsync("""
            UPDATE request SET response = @response, digest = @digest WHERE hub_id = @Hub AND actor = @Actor AND request_id = @Id
            """, new { call.Hub, call.Actor, Id = id, digest, response = response.ToByteArray() });
        if (Random.Shared.Next(PruneOneIn) == 0)
        {
            await PruneAsync();
        }
    }

    /// <summary>What tells one request from another: the method and the message, apart from the id itself.</summary>
    public static byte[] Digest(string method, IMessage request) => SHA256.HashData([.. Encoding.UTF8.GetBytes(method), .. request.ToByteArray()]);

    /// <summary>Forgets a few answers past their seven days; rows that another writer is forgetting are left to it.</summary>
    Task<int> PruneAsync() => db.ExecuteAsync("""
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
