using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A school that a feed is about.</summary>
/// <param name="Urn">The URN of now.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Line">The URNs of the school and of those before and after it over followed successions, nearest
/// first.</param>
/// <param name="OfSource">Whether it is the source's.</param>
/// <param name="TrustCode">The UID of its trust; empty for none.</param>
/// <param name="Owners">The hubs of its departments.</param>
public sealed record FeedSchool(string Urn, string DisplayName, IReadOnlyList<string> Line, bool OfSource,
    string TrustCode, IReadOnlyList<(Subject Subject, string Hub)> Owners)
{
    public string Name => $"schools/{Urn}";

    public IEnumerable<string> Hubs => Owners.Select(owner => owner.Hub).Distinct();
}

/// <summary>The schools of a feed and of its source, by every number that records may give.</summary>
public sealed class FeedSchools
{
    readonly Dictionary<string, FeedSchool> _byUrn = [];
    readonly Dictionary<string, FeedSchool> _byLaestab = [];

    FeedSchools()
    {
    }

    /// <summary>All of the source's.</summary>
    public IEnumerable<FeedSchool> OfSource =>
        _byUrn.Values.Where(school => school.OfSource).DistinctBy(school => school.Urn);

    public FeedSchool? OfUrn(string urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>The school of a number, and how it was found: "URN 123456".</summary>
    public (FeedSchool? School, string How) Find(string number) => SchoolNumber.TryParse(number) switch
    {
        { Key: V1.LookupSchoolResponse.Types.Key.Urn, Digits: var urn } => (_byUrn.GetValueOrDefault(urn), "URN"),
        { Key: V1.LookupSchoolResponse.Types.Key.Laestab, Digits: var laestab } =>
            (_byLaestab.GetValueOrDefault(laestab), "LAESTAB"),
        _ => (null, ""),
    };

    /// <summary>Reads the schools in a fixed number of queries.</summary>
    /// <param name="db">The session.</param>
    /// <param name="header">The feed.</param>
    /// <param name="numbers">The numbers that its records give.</param>
    public static async Task<FeedSchools> ReadAsync(DbSession db, RosterHeader header, IEnumerable<string> numbers)
    {
        List<SchoolNumber> read = [.. numbers.Distinct().Select(SchoolNumber.TryParse).OfType<SchoolNumber>()];
        var rows = await db.QueryAsync<Row>("""
            SELECT urn, display_name, laestab, status = 'CLOSED' AS closed, trust_code
            FROM school
            WHERE urn = ANY(@urns) OR (laestab <> '' AND laestab = ANY(@laestabs))
                OR (trust_code <> '' AND trust_code = @trust)
            """, new
        {
            urns = Digits(read, V1.LookupSchoolResponse.Types.Key.Urn)
                .Concat(header.Schools).Append(header.SourceId).ToArray(),
            laestabs = Digits(read, V1.LookupSchoolResponse.Types.Key.Laestab).ToArray(),
            trust = header.IsOfTrust ? header.SourceId : "",
        });
        var lines = await LinesAsync(db, [.. rows.Select(row => row.Urn)]);
        var schools = new FeedSchools();
        await schools.AddAsync(db, header, rows, lines);
        return schools;
    }

    static IEnumerable<string> Digits(List<SchoolNumber> numbers, V1.LookupSchoolResponse.Types.Key key) =>
        numbers.Where(number => number.Key == key).Select(number => number.Digits);

    async Task AddAsync(DbSession db, RosterHeader header, IReadOnlyList<Row> rows, ILookup<string, Member> lines)
    {
        string[] urns = [.. lines.SelectMany(line => line).Select(member => member.Urn).Distinct()];
        var known = (await db.QueryAsync<Row>("""
            SELECT urn, display_name, laestab, status = 'CLOSED' AS closed, trust_code
            FROM school WHERE urn = ANY(@urns)
            """, new { urns })).ToDictionary(row => row.Urn);
        var owners = (await db.QueryAsync<Owner>(
            "SELECT urn, subject, hub FROM department_owner WHERE urn = ANY(@urns)", new { urns }))
            .ToLookup(owner => owner.Urn);
        foreach (var row in rows)
        {
            _byUrn[row.Urn] = Of(row, lines[row.Urn], known, owners, header);
        }

        // Several schools may have had a LAESTAB: the one with departments, else the open one.
        foreach (var same in rows.Where(row => row.Laestab.Length > 0).GroupBy(row => row.Laestab))
        {
            _byLaestab[same.Key] = same.OrderBy(row => _byUrn[row.Urn].Owners.Count == 0).ThenBy(row => row.Closed)
                .ThenByDescending(row => row.Urn, StringComparer.Ordinal).Select(row => _byUrn[row.Urn]).First();
        }
    }

    static FeedSchool Of(Row row, IEnumerable<Member> line, Dictionary<string, Row> known,
        ILookup<string, Owner> owners, RosterHeader header)
    {
        List<Member> members = [.. line.OrderBy(member => member.Distance)];
        // The only open one that it has become.
        List<Row> open = [.. members.Where(member => member.Later).Select(member => known.GetValueOrDefault(member.Urn))
            .OfType<Row>().Where(one => !one.Closed)];
        var now = row.Closed && open.Count == 1 ? open[0] : row;
        var ofSource = header.IsOfTrust
            ? members.Exists(member => (member.Later || member.Distance == 0)
                && known.GetValueOrDefault(member.Urn)?.TrustCode == header.SourceId)
            : members.Exists(member => member.Urn == header.SourceId);
        return new(now.Urn, now.DisplayName, [.. members.Select(member => member.Urn).Distinct()], ofSource,
            now.TrustCode, [.. members.SelectMany(member => owners[member.Urn]).DistinctBy(owner => owner.Subject)
                .Select(owner => (owner.Subject, owner.Hub))]);
    }

    /// <summary>The line of each school, the school itself at distance 0.</summary>
    static async Task<ILookup<string, Member>> LinesAsync(DbSession db, string[] urns) =>
        (await db.QueryAsync<Member>("""
            WITH RECURSIVE line (start, urn, later, distance) AS (
                SELECT u, u, d.later, 0 FROM unnest(@urns) AS u, (VALUES (false), (true)) AS d (later)
                UNION
                SELECT l.start, n.urn, l.later, l.distance + 1
                FROM line l CROSS JOIN LATERAL (
                    SELECT successor AS urn FROM succession WHERE l.later AND predecessor = l.urn AND followed
                    UNION ALL
                    SELECT predecessor FROM succession WHERE NOT l.later AND successor = l.urn AND followed
                    OFFSET 0) AS n
                WHERE l.distance < 20)
            SELECT start, urn, later, min(distance) AS distance FROM line GROUP BY start, urn, later
            """, new { urns })).ToLookup(member => member.Start);

    sealed record Row
    {
        public string Urn { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string Laestab { get; init; } = "";

        public bool Closed { get; init; }

        public string TrustCode { get; init; } = "";
    }

    sealed record Owner
    {
        public string Urn { get; init; } = "";

        public Subject Subject { get; init; }

        public string Hub { get; init; } = "";
    }

    sealed record Member
    {
        public string Start { get; init; } = "";

        public string Urn { get; init; } = "";

        public bool Later { get; init; }

        public int Distance { get; init; }
    }
}
