using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What the tables hold of a person that the change log does not lead to.</summary>
public sealed class SubjectStore(DbSession db)
{
    /// <summary>What the records of people <c>@names</c> say and said of their names and addresses: a log has what was
    /// corrected since.</summary>
    const string Known = """
        SELECT p.given_name, p.family_name, p.preferred_given_name, p.preferred_family_name, p.email,
            p.previous_names
        FROM participant p WHERE p.hub_id = @hub AND p.id = ANY(@ids)
        UNION
        SELECT s.state ->> 'givenName', s.state ->> 'familyName', coalesce(s.state ->> 'preferredGivenName', ''),
            coalesce(s.state ->> 'preferredFamilyName', ''), coalesce(s.state ->> 'email', ''),
            coalesce(s.state -> 'previousNames', '[]')
        FROM change_personal c CROSS JOIN LATERAL (VALUES (c.value -> 'before'), (c.value -> 'after')) AS s (state)
        WHERE c.hub_id = @hub AND c.subject = ANY(@names) AND s.state ? 'givenName' AND s.state ? 'familyName'
        """;

    /// <summary>A person <c>p</c> under a previous name <c>former</c>, which leaves out what has stayed.</summary>
    const string Former = """
        coalesce(nullif(former ->> 'givenName', ''), p.given_name),
            coalesce(nullif(former ->> 'familyName', ''), p.family_name), p.preferred_given_name,
            p.preferred_family_name, p.email
        """;

    /// <summary>The enquiries that are from a person, by what they are and were called. Schools share addresses, and
    /// people names: one of the two alone leaves it to whoever reads the export.</summary>
    public Task<IReadOnlyList<SubjectEnquiry>> EnquiriesAsync(string hub, string[] names) =>
        db.QueryAsync<SubjectEnquiry>($"""
            WITH own AS ({Known}),
            called (name) AS (
                SELECT o.given_name || ' ' || o.family_name FROM own o
                UNION SELECT coalesce(nullif(o.preferred_given_name, ''), o.given_name) || ' '
                    || coalesce(nullif(o.preferred_family_name, ''), o.family_name) FROM own o
                UNION SELECT coalesce(nullif(former ->> 'givenName', ''), o.given_name) || ' '
                    || coalesce(nullif(former ->> 'familyName', ''), o.family_name)
                FROM own o CROSS JOIN LATERAL jsonb_array_elements(o.previous_names) AS former),
            asked AS (
                SELECT e.id,
                    EXISTS (SELECT FROM own o WHERE o.email <> '' AND fold(o.email) = fold(e.email)) AS address,
                    EXISTS (SELECT FROM called c WHERE c.name <> ' ' AND fold(c.name) = fold(e.display_name)) AS called
                FROM enquiry e WHERE e.hub_id = @hub)
            SELECT 'hubs/' || @hub || '/enquiries/' || id AS name, address AND called AS certain
            FROM asked WHERE address OR called ORDER BY id
            """, new { hub, names, ids = names.Select(Reference.ToId).ToArray() });

    /// <summary>A person by all the names and addresses that their records have and had.</summary>
    public Task<IReadOnlyList<KnownPerson>> CalledAsync(string hub, string[] names) =>
        db.QueryAsync<KnownPerson>($"""
            WITH own AS ({Known})
            SELECT @id::uuid AS id, o.given_name, o.family_name, o.preferred_given_name, o.preferred_family_name,
                o.email
            FROM own o
            UNION
            SELECT @id::uuid, {Former}
            FROM own p CROSS JOIN LATERAL jsonb_array_elements(p.previous_names) AS former
            """, new { hub, names, id = Reference.ToId(names[0]), ids = names.Select(Reference.ToId).ToArray() });

    /// <summary>Everybody whom a hub knows, by all the names that they have and had.</summary>
    public Task<IReadOnlyList<KnownPerson>> PeopleAsync(string hub) => db.QueryAsync<KnownPerson>($"""
        SELECT p.id, p.given_name, p.family_name, p.preferred_given_name, p.preferred_family_name, p.email
        FROM participant p WHERE p.hub_id = @hub
        UNION ALL
        SELECT p.id, {Former}
        FROM participant p CROSS JOIN LATERAL jsonb_array_elements(p.previous_names) AS former
        WHERE p.hub_id = @hub
        """, new { hub });
}

/// <summary>An enquiry that is, or may be, from a person.</summary>
public sealed record SubjectEnquiry
{
    public required string Name { get; init; }

    /// <summary>Whether both name and address are the person's.</summary>
    public required bool Certain { get; init; }
}

/// <summary>Somebody by the names under which texts may speak of them.</summary>
public sealed record KnownPerson
{
    public required Guid Id { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public required string PreferredGivenName { get; init; }

    public required string PreferredFamilyName { get; init; }

    public required string Email { get; init; }

    /// <summary>What they are called in a text: first and last name, a title and the last name, the address.</summary>
    public IEnumerable<string> Phrases()
    {
        string[] given = [.. new[] { GivenName, PreferredGivenName }.Where(name => name.Length > 0)];
        string[] family = [.. new[] { FamilyName, PreferredFamilyName }.Where(name => name.Length > 0)];
        string[] titles = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof"];
        return given.Concat(titles).SelectMany(first => family.Select(last => $"{first} {last}"))
            .Concat(titles.SelectMany(title => family.Select(last => $"{title}. {last}")))
            .Concat(Email.Length > 0 ? [Email] : []);
    }
}
