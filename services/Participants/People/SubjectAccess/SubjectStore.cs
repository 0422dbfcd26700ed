using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What the tables hold of a person that the change log does not lead to.</summary>
public sealed class SubjectStore(DbSession db)
{
    /// <summary>The enquiries that are from a person. Schools share addresses, and people names: one of the two alone
    /// leaves it to whoever reads the export.</summary>
    public Task<IReadOnlyList<SubjectEnquiry>> EnquiriesAsync(Participant participant, string[] names) =>
        db.QueryAsync<SubjectEnquiry>("""
            WITH own AS (
                SELECT p.email, called.name
                FROM participant p
                CROSS JOIN LATERAL (
                    SELECT p.given_name || ' ' || p.family_name AS name
                    UNION SELECT coalesce(nullif(p.preferred_given_name, ''), p.given_name) || ' '
                        || coalesce(nullif(p.preferred_family_name, ''), p.family_name)
                    UNION SELECT coalesce(nullif(former ->> 'givenName', ''), p.given_name) || ' '
                        || coalesce(nullif(former ->> 'familyName', ''), p.family_name)
                    FROM jsonb_array_elements(p.previous_names) AS former) AS called
                WHERE p.hub_id = @HubId AND p.id = ANY(@ids)),
            asked AS (
                SELECT e.id,
                    EXISTS (SELECT FROM own WHERE own.email <> '' AND fold(own.email) = fold(e.email)) AS address,
                    EXISTS (SELECT FROM own WHERE fold(own.name) = fold(e.display_name)) AS called
                FROM enquiry e WHERE e.hub_id = @HubId)
            SELECT 'hubs/' || @HubId || '/enquiries/' || id AS name, address AND called AS certain
            FROM asked WHERE address OR called ORDER BY id
            """, new { participant.HubId, ids = names.Select(Reference.ToId).ToArray() });

    /// <summary>Everybody whom a hub knows, by all their names.</summary>
    public Task<IReadOnlyList<KnownPerson>> PeopleAsync(string hub) => db.QueryAsync<KnownPerson>("""
        SELECT p.id, p.given_name, p.family_name, p.preferred_given_name, p.preferred_family_name, p.email
        FROM participant p WHERE p.hub_id = @hub
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
