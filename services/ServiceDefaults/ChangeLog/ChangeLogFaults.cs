namespace Mastery.ServiceDefaults;

/// <summary>The statement that finds what is not as it was written in a part of a scope's change log.</summary>
static class ChangeLogFaults
{
    /// <summary>Revision, ordinal and description of each fault after the revision <c>@after</c> up to <c>@last</c> in
    /// the log <c>@hub</c>. With <c>@counter</c> the last revision is compared with the counter, too. Where
    /// <c>@noted</c> is not 0, that revision must be there, with the hash <c>@hash</c> if that is not NULL.</summary>
    public const string Sql =
        $"{Rows} UNION ALL {Chain} UNION ALL {Personal} UNION ALL {Noted} ORDER BY revision, ordinal, description";

    const string Rows = """
        SELECT revision, ordinal, 'the row is not what was written' AS description
        FROM change
        WHERE hub_id = @hub AND revision > @after AND revision <= @last
            AND hash <> change_hash(hub_id, revision, ordinal, resource, resource_type, kind, actor,
                scope, paths, before, after, personal, request_id, trace_id, change_time, previous_hash)
        """;

    // The counter follows the last revision as a revision to come would: its hash is the previous one of that.
    const string Chain = """
        SELECT CASE WHEN counter THEN previous ELSE revision END, 0, CASE
            WHEN counter AND revision <> previous + 1 THEN
                format('the log ends here, and its counter says %s', revision - 1)
            WHEN counter THEN 'the counter of the log has another hash'
            WHEN revision <> previous + 1 THEN format('nothing is left between it and %s', previous)
            ELSE 'what was written before it was changed' END
        FROM (
            SELECT counter, revision, previous_hash, lag(revision, 1, @after) OVER w AS previous,
                lag(hash, 1, ''::bytea) OVER w AS linked
            FROM (
                SELECT false AS counter, revision, (array_agg(previous_hash ORDER BY ordinal))[1] AS previous_hash,
                    sha256(string_agg(hash, '' ORDER BY ordinal)) AS hash
                FROM change WHERE hub_id = @hub AND revision >= @after AND revision <= @last GROUP BY revision
                UNION ALL
                SELECT true, coalesce(max(revision), 0) + 1, coalesce((array_agg(hash))[1], ''), NULL
                FROM revision WHERE hub_id = @hub HAVING @counter
            ) AS link
            WINDOW w AS (ORDER BY counter, revision)
        ) AS chained
        WHERE (counter OR revision > @after) AND (revision <> previous + 1 OR previous_hash IS DISTINCT FROM linked)
        """;

    // A part is emptied by the erasure of whom it is about, or of the resource whose change it belongs to.
    const string Personal = """
        SELECT revision, ordinal, format('the personal values of %s %s', subject, CASE
            WHEN sealed.hash IS NULL THEN 'were added'
            WHEN part.hub_id IS NULL THEN 'were removed'
            WHEN part.value IS NULL THEN 'were emptied without an erasure'
            ELSE 'are not what was written' END)
        FROM (SELECT c.revision, c.ordinal, c.resource, p.key AS subject, p.value AS hash
              FROM change c CROSS JOIN LATERAL jsonb_each_text(c.personal) AS p
              WHERE c.hub_id = @hub AND c.revision > @after AND c.revision <= @last) AS sealed
        FULL JOIN (SELECT * FROM change_personal
                   WHERE hub_id = @hub AND revision > @after AND revision <= @last) AS part
            USING (revision, ordinal, subject)
        WHERE sealed.hash IS NULL OR part.hub_id IS NULL
            OR (part.value IS NOT NULL AND change_personal_hash(part.salt, part.value) <> sealed.hash)
            OR (part.value IS NULL AND NOT EXISTS (
                SELECT FROM erasure e
                WHERE e.hub_id = @hub AND e.subject IN (part.subject, sealed.resource)
                    AND e.revision >= part.revision))
        """;

    // Its rows and the chain are verified too, so the hash of a revision speaks for everything up to it.
    const string Noted = """
        SELECT @noted, 0, CASE WHEN hash IS NULL THEN 'it was noted, and is not there'
            ELSE 'it is not what was noted: the log was written anew' END
        FROM (SELECT encode(sha256(string_agg(hash, '' ORDER BY ordinal)), 'hex') AS hash
              FROM change WHERE hub_id = @hub AND revision = @noted) AS found
        WHERE @noted > 0 AND (hash IS NULL OR hash <> coalesce(@hash, hash))
        """;
}
