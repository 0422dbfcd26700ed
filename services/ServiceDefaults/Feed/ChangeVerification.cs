using Mastery.Changes.V1;

namespace Mastery.ServiceDefaults;

/// <summary>Verifies a part of a hub's change log for a caller of the API, who may not see what is in it.</summary>
sealed class ChangeVerification(DbSession db)
{
    const int MaxChanges = 50_000;
    const int MaxFaults = 100;

    // The log is at least as long as its counter says and as its rows are: whichever was changed, the other shows it.
    // The part ends before the transaction that would be too much, but has one.
    const string Part = """
        SELECT head, greatest(@after, least(head, coalesce(nullif(@last, 0), head),
            greatest(@after + 1, coalesce((
                SELECT max(revision) FROM change WHERE hub_id = @hub AND revision < (
                    SELECT revision FROM change WHERE hub_id = @hub AND revision > @after
                    ORDER BY revision, ordinal OFFSET @limit LIMIT 1)), head)))) AS last
        FROM (SELECT greatest(
            (SELECT revision FROM revision WHERE hub_id = @hub),
            (SELECT max(revision) FROM change WHERE hub_id = @hub), 0) AS head) AS log
        """;

    const string End = """
        SELECT count(*) FILTER (WHERE revision > @after) AS changes,
            coalesce((SELECT encode(sha256(string_agg(hash, '' ORDER BY ordinal)), 'hex')
                FROM change WHERE hub_id = @hub AND revision = @last), '') AS hash
        FROM change WHERE hub_id = @hub AND revision > @after AND revision <= @last
        """;

    const string Faults = $"{ChangeLogFaults.Sql} LIMIT @most";

    /// <summary>Verifies what a request asks for.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: its fields do not go together.</exception>
    public Task<VerifyChangesResponse> VerifyAsync(string hub, VerifyChangesRequest request)
    {
        RequireRange(request);
        return db.SnapshotAsync(async () =>
        {
            var after = request.AfterRevision;
            var limit = request.MaxChanges == 0 ? MaxChanges : request.MaxChanges;
            var part = await db.FindAsync<LogPart>(
                Part, new { hub, after, last = request.LastRevision, limit }, inHub: true);
            var (head, last) = (part!.Head, part.Last);
            var faults = await db.QueryAsync<ChangeLogFault>(Faults, new
            {
                hub,
                after,
                last,
                counter = last == head,
                noted = after,
                hash = request.AfterHash.Length == 0 ? null : request.AfterHash.ToLowerInvariant(),
                most = MaxFaults,
            }, inHub: true);
            var end = await db.FindAsync<LogEnd>(End, new { hub, after, last }, inHub: true);
            return new VerifyChangesResponse
            {
                Revision = last,
                Hash = end!.Hash,
                HeadRevision = head,
                ChangeCount = end.Changes,
                Faults = { faults.Select(Fault) },
            };
        });
    }

    /// <summary>Refuses what would verify nothing, or compare with nothing, and look as if all were well.</summary>
    static void RequireRange(VerifyChangesRequest request)
    {
        if (request.AfterHash.Length > 0 && request.AfterRevision == 0)
        {
            throw ApiError.Invalid("after_hash", "is the hash of after_revision: say that too");
        }

        if (request.LastRevision > 0 && request.LastRevision < request.AfterRevision)
        {
            throw ApiError.Invalid("last_revision", "comes before after_revision");
        }
    }

    static ChangeFault Fault(ChangeLogFault fault) => new()
    {
        Revision = fault.Revision,
        Ordinal = fault.Ordinal,
        Description = fault.Description,
    };

    sealed record LogPart
    {
        public required long Head { get; init; }

        public required long Last { get; init; }
    }

    sealed record LogEnd
    {
        public required long Changes { get; init; }

        public required string Hash { get; init; }
    }
}
