namespace Mastery.Participants;

/// <summary>What a source can say of a school: each fact has a day of its own, so that a source without some of them,
/// or an older one, changes nothing that it does not say.</summary>
static class SchoolFacts
{
    /// <summary>A fact, the columns that hold it, and whether a record says it. The position is that of its day in
    /// <c>school_fact_date.dates</c>: append only.</summary>
    public static readonly (string[] Columns, Func<V1.SchoolRecord, bool> Said)[] All =
    [
        (["display_name"], _ => true),
        (["local_authority_code", "local_authority_name"], record => record.LocalAuthority is not null),
        (["establishment_number"], record => record.HasEstablishmentNumber),
        (["ukprn"], record => record.HasUkprn),
        (["type_code", "type_name"], record => record.Type is not null),
        (["type_group_code", "type_group_name"], record => record.TypeGroup is not null),
        (["status"], _ => true),
        (["open_date"], record => record.HasOpenDate),
        (["close_date"], record => record.HasCloseDate),
        (["phase"], record => record.HasPhase),
        (["statutory_low_age"], record => record.HasStatutoryLowAge),
        (["statutory_high_age"], record => record.HasStatutoryHighAge),
        (["trust_code", "trust_name"], record => record.Trust is not null),
        (["street"], record => record.Address?.HasStreet ?? false),
        (["locality"], record => record.Address?.HasLocality ?? false),
        (["town"], record => record.Address?.HasTown ?? false),
        (["postcode"], record => record.Address?.HasPostcode ?? false),
        (["region_code", "region_name"], record => record.Region is not null),
        (["district_code", "district_name"], record => record.District is not null),
        (["last_changed_date"], record => record.HasLastChangedDate),
    ];

    static readonly int Trust = Array.FindIndex(All, fact => fact.Columns.Contains("trust_code"));

    /// <summary>The position of the day of a school's trust in <c>school_fact_date.dates</c>, from 1 as in
    /// SQL.</summary>
    public static readonly int TrustDate = Trust + 1;

    /// <summary>Whether a staged row <c>n</c> says the school's trust.</summary>
    public static readonly string SaysTrust = IsSaid(Trust);

    /// <summary>Whether a staged row <c>n</c> says all there is and nothing newer is known, as most rows do: it then
    /// counts as it is. From the school <c>o</c> and the days <c>f</c>.</summary>
    public static readonly string Whole =
        $"o.urn IS NULL OR n.said = {(1 << All.Length) - 1} AND n.as_of >= ALL (f.dates)";

    /// <summary>Whether a staged row may change its school. What is derived follows from the facts, and every other
    /// writer of what it depends on keeps it.</summary>
    public static readonly string MayDiffer =
        $"o.urn IS NULL OR whole IS NOT TRUE OR ({List("n", Columns)}) IS DISTINCT FROM ({List("o", Columns)})";

    /// <summary>The columns of all facts as they are after the import, from the staged row <c>n</c>, the school
    /// <c>o</c> and the days <c>f</c>.</summary>
    public static readonly string Merged = string.Join(",\n", All.SelectMany(Merge));

    /// <summary>The days of all facts after the import.</summary>
    public static readonly string Dates = $"ARRAY[{string.Join(", ", All.Select((_, fact) =>
        $"greatest(f.dates[{fact + 1}], CASE WHEN {IsSaid(fact)} THEN n.as_of END)"))}]";

    /// <summary>Whether the staged row says something else than a newer source.</summary>
    public static readonly string Outdated = string.Join(" OR ", All.Select((item, fact) =>
        $"{IsSaid(fact)} AND n.as_of < f.dates[{fact + 1}] AND ({List("n", item.Columns)}) IS DISTINCT FROM "
            + $"({List("o", item.Columns)})"));

    /// <summary>A bit for each fact that a record says.</summary>
    public static int Said(V1.SchoolRecord record)
    {
        var said = 0;
        for (var fact = 0; fact < All.Length; fact++)
        {
            said |= All[fact].Said(record) ? 1 << fact : 0;
        }

        return said;
    }

    static IEnumerable<string> Merge((string[] Columns, Func<V1.SchoolRecord, bool> Said) item, int fact)
    {
        var says = $"whole OR {IsSaid(fact)} AND n.as_of >= coalesce(f.dates[{fact + 1}], '-infinity')";
        return item.Columns is [var code, var name]
            ? [Of(code, Paired(code, name)), Of(name, Paired(name, code))]
            : [Of(item.Columns[0], $"n.{item.Columns[0]}")];

        string Of(string column, string value) => $"CASE WHEN {says} THEN {value} ELSE o.{column} END AS {column}";
    }

    // Of a code and a name, the one that the file does not have is kept while the other is the same.
    static string Paired(string column, string other) =>
        $"CASE WHEN n.{column} <> '' OR n.{other} = '' THEN n.{column} "
            + $"WHEN n.{other} = o.{other} THEN o.{column} ELSE '' END";

    static string[] Columns => [.. All.SelectMany(fact => fact.Columns)];

    static string IsSaid(int fact) => $"n.said & {1 << fact} <> 0";

    static string List(string table, string[] columns) =>
        string.Join(", ", columns.Select(column => $"{table}.{column}"));
}
