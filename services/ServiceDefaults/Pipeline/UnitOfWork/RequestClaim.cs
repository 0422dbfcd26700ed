using Google.Protobuf;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>A request id, claimed in the transaction of its write: whoever sends it again, at once or within seven
/// days, gets the first answer, and the work is done once.</summary>
/// <remarks>Answers are kept without personal values; <see cref="AnswerRestorer"/> reads those from the change log.
/// <see cref="AnswerExpiry"/> deletes what is older.</remarks>
sealed class RequestClaim(DbSession db, CallScope call, Guid id, byte[] digest)
{
    NpgsqlBatchCommand? _insert;

    /// <summary>Whether the id is claimed by this call, until the end of its transaction.</summary>
    public bool Held => _insert is { RecordsAffected: 1 };

    /// <summary>The answer that was given the first time; null when the id is not known, or no longer.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT REQUEST_ID_REUSED when the id was used for another
    /// request.</exception>
    public async Task<IMessage?> FirstAnswerAsync()
    {
        var first = await db.FindAsync<Answer>($"""
            SELECT digest, response, revision FROM request
            WHERE hub_id = @Hub AND actor = @Actor AND request_id = @Id AND create_time > now() - {AnswerExpiry.After}
            """,
            new { call.Hub, call.Actor, Id = id }, inHub: true);
        if (first is null)
        {
            return null;
        }

        if (!first.Digest.AsSpan().SequenceEqual(digest))
        {
            throw ApiError.RequestIdReused();
        }

        var answer = call.Contract!.Method.OutputType.Parser.ParseFrom(first.Response ?? []);
        await new AnswerRestorer(db, call, first.Revision ?? 0).RestoreAsync(answer);
        return answer;
    }

    /// <summary>Claims the id, also in the place of an answer that is too old. While another call with it runs, this
    /// waits for that one's end; no row is written when the other was committed.</summary>
    public NpgsqlBatchCommand Insert() => _insert = new($"""
        INSERT INTO request AS r (hub_id, actor, request_id, digest) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hub_id, actor, request_id) DO UPDATE
        SET digest = excluded.digest, response = NULL, revision = NULL, create_time = now()
        WHERE r.create_time <= now() - {AnswerExpiry.After}
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

    /// <summary>Keeps the answer without its personal values, to be committed with the work. The revision is the last
    /// before the write's own, which is found by the request id.</summary>
    public NpgsqlBatchCommand Keep(IMessage response) => new("""
        UPDATE request SET response = $1, revision = (SELECT revision FROM revision WHERE hub_id = $2)
        WHERE hub_id = $2 AND actor = $3 AND request_id = $4
        """)
    {
        Parameters =
        {
            new() { Value = WithoutPersonal(response).ToByteArray() },
            new() { Value = call.Hub },
            new() { Value = call.Actor },
            new() { Value = id },
        },
    };

    static IMessage WithoutPersonal(IMessage response)
    {
        var fields = PersonalFields.Of(response.Descriptor);
        if (fields.None)
        {
            return response;
        }

        var kept = MessageDiff.Clone(response);
        fields.Clear(kept);
        return kept;
    }

    sealed record Answer
    {
        public byte[] Digest { get; init; } = [];

        public byte[]? Response { get; init; }

        public long? Revision { get; init; }
    }
}
