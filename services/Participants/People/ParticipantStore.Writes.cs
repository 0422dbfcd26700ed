using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

public sealed partial class ParticipantStore
{
    /// <summary>Columns of a participant's post, and their values in a statement where <c>p</c> is the participant and
    /// <c>w</c> the post.</summary>
    internal const string PostColumns = """
        hub_id, participant_id, ordinal, department_id, job_title, responsibility, start_date, end_date,
        expected_from_date, expected_until_date
        """;

    internal const string PostValues = """
        p.hub_id, p.id, w.ordinal, w.department_id, w.job_title, w.responsibility, w.start_date, w.end_date,
        w.expected_from_date, w.expected_until_date
        """;

    /// <summary>What becomes of a post whose number is there already.</summary>
    internal const string PostChanges = """
        department_id = excluded.department_id, job_title = excluded.job_title,
        responsibility = excluded.responsibility, start_date = excluded.start_date, end_date = excluded.end_date,
        expected_from_date = excluded.expected_from_date, expected_until_date = excluded.expected_until_date
        """;

    internal const string IdColumns = "hub_id, participant_id, ordinal, source, value, start_date, end_date";

    internal const string IdValues = "p.hub_id, p.id, x.ordinal, x.source, x.value, x.start_date, x.end_date";

    /// <summary>What becomes of an id whose number is there already.</summary>
    internal const string IdChanges = """
        source = excluded.source, value = excluded.value, start_date = excluded.start_date,
        end_date = excluded.end_date
        """;

    static readonly string NewPosts = PostsIn("@Posts");

    static readonly string NewIds = IdsIn("@ExternalIds");

    static readonly string Insert = $"""
        WITH p AS (
            INSERT INTO participant (hub_id, id, given_name, family_name, preferred_given_name, preferred_family_name,
                previous_names, email, phone, trn, teaching_since, specialist_cohort, specialist_phase,
                specialist_status, source, state, left_date)
            VALUES (@HubId, @Id, @GivenName, @FamilyName, @PreferredGivenName, @PreferredFamilyName, @PreviousNames,
                @Email, @Phone, @Trn, @TeachingSince, @SpecialistCohort, @SpecialistPhase, @SpecialistStatus, @Source,
                @State, @LeftDate)
            ON CONFLICT DO NOTHING RETURNING *),
        posts AS (INSERT INTO participant_post ({PostColumns}) SELECT {PostValues} FROM p, {NewPosts}),
        ids AS (INSERT INTO participant_external_id ({IdColumns}) SELECT {IdValues} FROM p, {NewIds})
        SELECT {Columns}, @Posts AS posts, @ExternalIds AS external_ids FROM p
        """;

    static readonly string Update = UpdateWith(NewPosts, "w.ordinal > jsonb_array_length(@Posts)");

    // A bound caller sees, and gives, some of the posts: these keep their numbers, and new ones come after all others.
    static readonly string BoundUpdate = UpdateWith($"""
        (SELECT coalesce(v.ordinal, last_post_ordinal(@HubId, @Id) + w.ordinal) AS ordinal, w.department_id,
            w.job_title, w.responsibility, w.start_date, w.end_date, w.expected_from_date, w.expected_until_date
        FROM {NewPosts} LEFT JOIN ({SeenPosts}) AS v ON v.place = w.ordinal) AS w
        """, $"w.ordinal IN (SELECT ordinal FROM ({SeenPosts}) AS v WHERE place > jsonb_array_length(@Posts))");

    const string SeenPosts = """
        SELECT ordinal, row_number() OVER (ORDER BY ordinal) AS place
        FROM participant_post WHERE hub_id = @HubId AND participant_id = @Id
        """;

    /// <summary>The posts <c>w</c> in a list as <see cref="JsonColumn{T}"/> writes it, numbered.</summary>
    internal static string PostsIn(string list) => $"""
        ROWS FROM (jsonb_to_recordset({list}) AS ("departmentId" uuid, "jobTitle" text, responsibility text,
                "startDate" date, "endDate" date, "expectedFromDate" date, "expectedUntilDate" date))
            WITH ORDINALITY AS w (department_id, job_title, responsibility, start_date, end_date, expected_from_date,
                expected_until_date, ordinal)
        """;

    /// <summary>The ids <c>x</c> in a list as <see cref="JsonColumn{T}"/> writes it, numbered.</summary>
    internal static string IdsIn(string list) => $"""
        ROWS FROM (jsonb_to_recordset({list}) AS (source text, value text, "startDate" date, "endDate" date))
            WITH ORDINALITY AS x (source, value, start_date, end_date, ordinal)
        """;

    static string UpdateWith(string posts, string gone) => $"""
        WITH p AS (
            UPDATE participant SET given_name = @GivenName, family_name = @FamilyName,
                preferred_given_name = @PreferredGivenName, preferred_family_name = @PreferredFamilyName,
                previous_names = @PreviousNames, email = @Email, phone = @Phone, trn = @Trn,
                teaching_since = @TeachingSince, specialist_cohort = @SpecialistCohort,
                specialist_phase = @SpecialistPhase, specialist_status = @SpecialistStatus, state = @State,
                left_date = @LeftDate, merged_into_id = @MergedIntoId, moved_to_hub = @MovedToHub,
                into_order = (SELECT s.merge_order FROM participant s WHERE s.hub_id = @HubId AND s.id = @MergedIntoId),
                merge_order = CASE WHEN @MergedIntoId::uuid IS NULL THEN 9223372036854775807
                    ELSE (SELECT coalesce(max(m.merge_order), 0) + 1 FROM participant m
                        WHERE m.hub_id = @HubId AND m.merged_into_id = @Id) END,
                revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING *),
        posts AS (
            INSERT INTO participant_post ({PostColumns}) SELECT {PostValues} FROM p, {posts}
            ON CONFLICT (hub_id, participant_id, ordinal) DO UPDATE SET {PostChanges}),
        posts_gone AS (
            DELETE FROM participant_post w USING p
            WHERE w.hub_id = p.hub_id AND w.participant_id = p.id AND {gone}),
        ids AS (
            INSERT INTO participant_external_id ({IdColumns}) SELECT {IdValues} FROM p, {NewIds}
            ON CONFLICT (hub_id, participant_id, ordinal) DO UPDATE SET {IdChanges}),
        ids_gone AS (
            DELETE FROM participant_external_id x USING p
            WHERE x.hub_id = p.hub_id AND x.participant_id = p.id AND x.ordinal > jsonb_array_length(@ExternalIds))
        SELECT {Columns}, @Posts AS posts, @ExternalIds AS external_ids FROM p
        """;

    public async Task<Participant> InsertAsync(Participant participant)
    {
        RequirePosts(participant);
        await RequireFreeTrnAsync(participant);
        return await db.TryInsertAsync(participant, Insert) ?? throw Refusals.TrnInUse();
    }

    public async Task<Participant> UpdateAsync(
        Participant before, Participant after, ChangeKind kind = ChangeKind.Updated)
    {
        if (after.Trn != before.Trn)
        {
            await RequireFreeTrnAsync(after);
        }

        RequirePosts(after);
        if (after.State != before.State)
        {
            await RequireAllSeenAsync(before);
        }

        try
        {
            return await db.UpdateAsync(before, after, db.IsBound ? BoundUpdate : Update, kind);
        }
        catch (PostgresException exception) when (exception.ConstraintName == "participant_trn_key")
        {
            throw Refusals.TrnInUse();
        }
    }

    /// <summary>Refuses a caller bound to a school who would lose sight of the person.</summary>
    void RequirePosts(Participant participant)
    {
        if (db.IsBound && participant.Posts.Count == 0)
        {
            throw ApiError.Invalid("participant.posts", "names a department of the school that the token is for");
        }
    }

    /// <summary>Refuses a caller bound to a school what is about the whole person where they work elsewhere
    /// too.</summary>
    async Task RequireAllSeenAsync(Participant participant)
    {
        if (db.IsBound && await db.FindAsync<bool>(
            "SELECT has_more_posts(@HubId, @Id, @seen)",
            new { participant.HubId, participant.Id, seen = participant.Posts.Count }))
        {
            throw ApiError.Bound();
        }
    }
}
