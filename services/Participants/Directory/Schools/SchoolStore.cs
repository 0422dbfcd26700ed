using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The schools of the directory.</summary>
public sealed class SchoolStore(DbSession db)
{
    const string Columns = School.Columns;

    static readonly ListShape Shape = ListShape.Of(V1.School.Descriptor, ["urn"], new()
    {
        ["address.postcode"] = "postcode",
        ["address.town"] = "town",
    });

    /// <summary>The school with that name.</summary>
    /// <exception cref="ApiError">NOT_FOUND; ABORTED when <paramref name="etag"/> is stale.</exception>
    public async Task<School> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.Id()) ?? throw DirectoryErrors.NoSchool(name)).RequireEtag(etag);

    /// <summary>The school with that URN, or null when the directory does not hold it.</summary>
    public Task<School?> FindAsync(string urn) => db.FindAsync<School>(
        $"SELECT {Columns} FROM school WHERE urn = @urn", new { urn });

    /// <summary>Locks a school to assign it to <paramref name="hub"/>. The order is the hub, the table (which an import
    /// locks too), the row.</summary>
    public async Task<School> LockAsync(string name, string? hub, string etag)
    {
        await db.LockAsync<int>("SELECT 1 FROM hub WHERE id = @hub FOR KEY SHARE", new { hub });
        await db.ExecuteAsync("LOCK TABLE school IN ROW EXCLUSIVE MODE");
        await db.LockAsync<int>("SELECT 1 FROM school WHERE urn = @urn FOR NO KEY UPDATE", new { urn = name.Id() });
        return await GetAsync(name, etag);
    }

    /// <summary>The schools with these names, in the same order.</summary>
    public async Task<IReadOnlyList<School>> BatchGetAsync(IReadOnlyList<string> names) =>
        (await db.QueryAsync<School>(
            $"SELECT {Columns} FROM school WHERE urn = ANY(@urns)",
            new { urns = names.Select(ResourceName.Id).ToArray() })).InOrderOf(names, DirectoryErrors.SchoolType);

    /// <summary>Those of these URNs that are in the directory.</summary>
    public Task<IReadOnlyList<School>> OfAsync(IEnumerable<string> urns) => db.QueryAsync<School>(
        $"SELECT {Columns} FROM school WHERE urn = ANY(@urns)", new { urns = urns.Distinct().ToArray() });

    public Task<Page<School>> ListAsync(ListRequest list) =>
        db.PageAsync<School>(Shape, list, $"SELECT {Columns} FROM school", "");

    /// <summary>The schools with that number, open ones first.</summary>
    public Task<IReadOnlyList<School>> LookupAsync(SchoolNumber number) => number.Key switch
    {
        V1.LookupSchoolResponse.Types.Key.Laestab => db.QueryAsync<School>(
            $"SELECT {Columns} FROM school WHERE laestab = @Digits ORDER BY status = 'CLOSED', urn DESC", number),
        V1.LookupSchoolResponse.Types.Key.Ukprn => db.QueryAsync<School>(
            $"SELECT {Columns} FROM school WHERE ukprn = @Digits ORDER BY status = 'CLOSED', urn DESC", number),
        _ => db.QueryAsync<School>($"SELECT {Columns} FROM school WHERE urn = @Digits", number),
    };

    /// <summary>The schools of that name, or else those whose name begins so: open ones of the hub first.</summary>
    public async Task<IReadOnlyList<School>> NamedAsync(string name, string hub, int most)
    {
        foreach (var condition in (string[])["= fold(@name)", "LIKE fold(@name) || '%'"])
        {
            var found = await db.QueryAsync<School>($"""
                SELECT {Columns} FROM school WHERE fold(display_name) {condition}
                ORDER BY hub IS DISTINCT FROM @hub, status = 'CLOSED', urn DESC LIMIT @most
                """, new { name = name.Trim(), hub, most });
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>Stores the assigned hub, and with it the hub that the school belongs to.</summary>
    public Task<School> AssignAsync(School before, School after) => db.UpdateAsync(before, after, $"""
        UPDATE school AS s
        SET assigned_hub = @AssignedHub, assigned_reason = @AssignedReason,
            (hub, hub_reason) = (SELECT p.hub, p.reason FROM place(@AssignedHub, s.district_code,
                s.local_authority_code) p),
            revision = revision + 1, update_time = now()
        WHERE urn = @Urn AND revision = @Revision
        RETURNING {Columns}
        """);
}
