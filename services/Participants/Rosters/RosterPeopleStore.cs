using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Writes the people of a sync, many with each statement, and of them what a sync may change.</summary>
public sealed class RosterPeopleStore(DbSession db, DepartmentStore departments)
{
    /// <summary>The names of those who are made by a statement are compared with each of its rows.</summary>
    const int AtOnce = 200;

    const string People = """
        v AS (
            SELECT id, revision, given_name, family_name, preferred_given_name, preferred_family_name,
                previous_names::jsonb, email, trn, source, state, left_date, posts::jsonb, external_ids::jsonb
            FROM unnest(@ids, @revisions, @givenNames, @familyNames, @preferredGivenNames, @preferredFamilyNames,
                    @previousNames, @emails, @trns, @sources, @states, @leftDates, @posts, @externalIds)
                AS v (id, revision, given_name, family_name, preferred_given_name, preferred_family_name,
                    previous_names, email, trn, source, state, left_date, posts, external_ids))
        """;

    const string Saved = $"SELECT {ParticipantStore.Columns}, v.posts, v.external_ids FROM p JOIN v USING (id)";

    static readonly string Insert = $"""
        WITH {People},
        p AS (
            INSERT INTO participant (hub_id, id, given_name, family_name, preferred_given_name, preferred_family_name,
                previous_names, email, phone, trn, source, state, left_date)
            SELECT @hub, id, given_name, family_name, preferred_given_name, preferred_family_name, previous_names,
                email, '', trn, source, state, left_date FROM v
            RETURNING *),
        posts AS (
            INSERT INTO participant_post ({ParticipantStore.PostColumns})
            SELECT {ParticipantStore.PostValues} FROM p JOIN v USING (id), {ParticipantStore.PostsIn("v.posts")}),
        ids AS (
            INSERT INTO participant_external_id ({ParticipantStore.IdColumns})
            SELECT {ParticipantStore.IdValues} FROM p JOIN v USING (id), {ParticipantStore.IdsIn("v.external_ids")})
        {Saved}
        """;

    // A bound caller sees, and gives, some of the posts: these keep their numbers, and new ones come after all others.
    static readonly string Update = $"""
        WITH {People},
        p AS (
            UPDATE participant t SET given_name = v.given_name, family_name = v.family_name,
                preferred_given_name = v.preferred_given_name, preferred_family_name = v.preferred_family_name,
                previous_names = v.previous_names, email = v.email, trn = v.trn, state = v.state,
                left_date = v.left_date, revision = t.revision + 1, update_time = now()
            FROM v WHERE t.hub_id = @hub AND t.id = ANY(@ids) AND t.id = v.id AND t.revision = v.revision
            RETURNING t.*),
        seen AS (
            SELECT participant_id, ordinal, row_number() OVER (PARTITION BY participant_id ORDER BY ordinal) AS place
            FROM participant_post WHERE hub_id = @hub AND participant_id = ANY(@ids)),
        posts AS (
            INSERT INTO participant_post ({ParticipantStore.PostColumns})
            SELECT {ParticipantStore.PostValues} FROM p JOIN v USING (id), LATERAL (
                SELECT coalesce(seen.ordinal, last_post_ordinal(p.hub_id, p.id) + w.ordinal) AS ordinal,
                    w.department_id, w.job_title, w.responsibility, w.start_date, w.end_date, w.expected_from_date,
                    w.expected_until_date
                FROM {ParticipantStore.PostsIn("v.posts")}
                LEFT JOIN seen ON seen.participant_id = p.id AND seen.place = w.ordinal) AS w
            ON CONFLICT (hub_id, participant_id, ordinal) DO UPDATE SET {ParticipantStore.PostChanges}),
        posts_gone AS (
            DELETE FROM participant_post w USING p JOIN v USING (id) JOIN seen ON seen.participant_id = id
            WHERE w.hub_id = @hub AND w.participant_id = ANY(@ids) AND w.participant_id = seen.participant_id
                AND w.ordinal = seen.ordinal AND seen.place > jsonb_array_length(v.posts)),
        ids AS (
            INSERT INTO participant_external_id ({ParticipantStore.IdColumns})
            SELECT {ParticipantStore.IdValues} FROM p JOIN v USING (id), {ParticipantStore.IdsIn("v.external_ids")}
            ON CONFLICT (hub_id, participant_id, ordinal) DO UPDATE SET {ParticipantStore.IdChanges}),
        ids_gone AS (
            DELETE FROM participant_external_id x USING p JOIN v USING (id)
            WHERE x.hub_id = @hub AND x.participant_id = ANY(@ids) AND x.participant_id = id
                AND x.ordinal > jsonb_array_length(v.external_ids))
        {Saved}
        """;

    /// <summary>Puts people on record.</summary>
    /// <returns>They, in the same order.</returns>
    public async Task<IReadOnlyList<Participant>> InsertAsync(string hub, IReadOnlyList<Participant> people)
    {
        await RequireWritableAsync(hub, people, people);
        List<Participant> saved = [];
        foreach (var some in people.Chunk(AtOnce))
        {
            if (db.IsBound)
            {
                // By their posts they are seen, which are not there yet.
                await db.ExecuteAsync("SELECT set_config('mastery.creating', @names, true)",
                    new { names = string.Join(' ', some.Select(person => person.Name)) });
            }

            saved.AddRange(await WriteAsync(hub, Insert, [.. some.Select(person => ((Participant?)null, person))]));
        }

        return saved;
    }

    /// <summary>Changes people, whose rows are locked. The headship of a department ends with the post there.</summary>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="people">Each as it is, and as it shall be.</param>
    /// <param name="today">The present day.</param>
    /// <returns>They, in the same order.</returns>
    public async Task<IReadOnlyList<Participant>> UpdateAsync(
        string hub, IReadOnlyList<(Participant Before, Participant After)> people, DateOnly today)
    {
        List<(Participant? Before, Participant After)> changed = [.. people.Where(one =>
            !one.Before.ToProto().Equals(one.After.ToProto()))];
        await RequireWritableAsync(hub, [.. changed.Select(one => one.After)],
            [.. changed.Where(one => one.After.Trn != one.Before!.Trn).Select(one => one.After)]);
        await RequireAllSeenAsync(
            hub, [.. changed.Where(one => one.After.State != one.Before!.State).Select(one => one.Before!)]);
        await departments.ReleaseHeadsAsync(hub, people, today);
        var saved = people.ToDictionary(one => one.Before.Id, one => one.Before);
        foreach (var some in changed.Chunk(AtOnce))
        {
            foreach (var person in await WriteAsync(hub, Update, some))
            {
                saved[person.Id] = person;
            }
        }

        return [.. people.Select(one => saved[one.Before.Id])];
    }

    async Task<IReadOnlyList<Participant>> WriteAsync(
        string hub, string sql, IReadOnlyList<(Participant? Before, Participant After)> people)
    {
        try
        {
            return await db.WriteManyAsync(people, sql, Parameters(hub, [.. people.Select(one => one.After)]));
        }
        catch (PostgresException exception) when (exception.ConstraintName == "participant_trn_key")
        {
            throw Refusals.TrnInUse();
        }
    }

    /// <summary>Refuses a caller bound to a school who would lose sight of somebody, and a Teacher Reference Number
    /// that somebody else has. That of somebody unseen the unique key refuses.</summary>
    async Task RequireWritableAsync(
        string hub, IReadOnlyList<Participant> people, IReadOnlyList<Participant> numbered)
    {
        if (db.IsBound && people.Any(person => person.Posts.Count == 0))
        {
            throw ApiError.Invalid("participant.posts", "names a department of the school that the token is for");
        }

        var holder = await db.FindAsync<Guid>("""
            SELECT id FROM participant WHERE hub_id = @hub AND trn = ANY(@trns) AND id <> ALL(@ids) LIMIT 1
            """, new
        {
            hub,
            trns = numbered.Select(person => person.Trn).OfType<string>().ToArray(),
            ids = numbered.Select(person => person.Id).ToArray(),
        });
        if (holder != default)
        {
            throw ApiError.AlreadyExists(Participant.Type, $"hubs/{hub}/participants/{holder}");
        }
    }

    /// <summary>Refuses a caller bound to a school what is about whole people where they work elsewhere too.</summary>
    async Task RequireAllSeenAsync(string hub, IReadOnlyList<Participant> people)
    {
        if (db.IsBound && people.Count > 0 && await db.FindAsync<bool>("""
            SELECT bool_or(has_more_posts(@hub, id, seen)) FROM unnest(@ids, @seen) AS p (id, seen)
            """, new
        {
            hub,
            ids = people.Select(person => person.Id).ToArray(),
            seen = people.Select(person => person.Posts.Count).ToArray(),
        }))
        {
            throw ApiError.Bound();
        }
    }

    static object Parameters(string hub, List<Participant> people) => new
    {
        hub,
        ids = people.ConvertAll(person => person.Id),
        revisions = people.ConvertAll(person => person.Revision),
        givenNames = people.ConvertAll(person => person.GivenName),
        familyNames = people.ConvertAll(person => person.FamilyName),
        preferredGivenNames = people.ConvertAll(person => person.PreferredGivenName),
        preferredFamilyNames = people.ConvertAll(person => person.PreferredFamilyName),
        previousNames = people.ConvertAll(person => JsonColumn<PreviousName>.Text(person.PreviousNames)),
        emails = people.ConvertAll(person => person.Email),
        trns = people.ConvertAll(person => person.Trn),
        sources = people.ConvertAll(person => person.Source),
        states = people.ConvertAll(person => Enums.Text(person.State)),
        leftDates = people.ConvertAll(person => person.LeftDate),
        posts = people.ConvertAll(person => JsonColumn<Post>.Text(person.Posts)),
        externalIds = people.ConvertAll(person => JsonColumn<ExternalId>.Text(person.ExternalIds)),
    };
}
