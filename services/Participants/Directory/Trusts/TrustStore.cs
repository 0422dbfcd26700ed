using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The trusts of the directory and their schools.</summary>
public sealed class TrustStore(DbSession db)
{
    const string Memberships = """
        SELECT m.trust, m.urn, coalesce(s.display_name, '') AS school_display_name,
            t.display_name AS trust_display_name, m.join_date, m.leave_date, m.first_seen, m.revision, m.create_time,
            m.update_time
        FROM trust_membership m JOIN trust t ON t.uid = m.trust LEFT JOIN school s ON s.urn = m.urn
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Trust.Descriptor, ["uid"]);

    static readonly ListShape MembershipShape = ListShape.Of(V1.TrustMembership.Descriptor, ["m.trust", "m.urn"], new()
    {
        ["school"] = "m.urn",
    });

    /// <summary>The trust with that name.</summary>
    /// <exception cref="ApiError">NOT_FOUND.</exception>
    public async Task<Trust> GetAsync(string name) =>
        await db.FindAsync<Trust>($"SELECT {Trust.Columns} FROM trust WHERE uid = @uid", new { uid = name.Id() })
            ?? throw DirectoryErrors.NoTrust(name);

    public Task<Page<Trust>> ListAsync(ListRequest list) =>
        db.PageAsync<Trust>(Shape, list, $"SELECT {Trust.Columns} FROM trust", "");

    /// <summary>The membership with that name.</summary>
    /// <exception cref="ApiError">NOT_FOUND.</exception>
    public async Task<TrustMembership> GetMembershipAsync(string name) =>
        await db.FindAsync<TrustMembership>($"{Memberships} WHERE m.trust = @trust AND m.urn = @urn",
            new { trust = name.Split('/')[1], urn = name.Id() })
            ?? throw ApiError.NotFound("mastery.services/TrustMembership", name);

    /// <summary>A page of the schools of a trust, or of all trusts.</summary>
    /// <exception cref="ApiError">NOT_FOUND.</exception>
    public async Task<Page<TrustMembership>> MembershipsAsync(V1.ListTrustMembershipsRequest request)
    {
        if (request.Parent.Id() != "-")
        {
            await GetAsync(request.Parent);
        }

        return await db.PageAsync<TrustMembership>(
            MembershipShape,
            ListRequest.From(request),
            Memberships,
            Where(request),
            new { uid = request.Parent.Id(), day = IsoDate.ParseOrNull(request.OnDate) });
    }

    static string Where(V1.ListTrustMembershipsRequest request)
    {
        var trust = request.Parent.Id() == "-" ? "true" : "m.trust = @uid";
        return request.OnDate.Length == 0
            ? trust
            : $"{trust} AND coalesce(m.join_date, m.first_seen) <= @day AND coalesce(m.leave_date, 'infinity') > @day";
    }
}
