namespace Mastery.Participants;

/// <summary>What a source can say of a trust: each fact has a day of its own, as those of a school have.</summary>
static class TrustFacts
{
    /// <summary>A fact's column, and whether a record says it. The position is that of its day in
    /// <c>trust.dates</c>: append only.</summary>
    public static readonly (string Column, Func<V1.TrustRecord, bool> Said)[] All =
    [
        ("display_name", record => record.DisplayName.Length > 0),
        ("companies_house_number", record => record.HasCompaniesHouseNumber),
        ("ukprn", record => record.HasUkprn),
        ("type", record => record.Type is not null),
        ("status", record => record.HasStatus),
        ("open_date", record => record.HasOpenDate),
        ("close_date", record => record.HasCloseDate),
    ];

    /// <summary>The bit of the name, which establishment files say too.</summary>
    public const int Name = 1;

    /// <summary>The bit of the type.</summary>
    public const int Type = 1 << 3;

    public static readonly string Columns = string.Join(", ", All.Select(fact => fact.Column));

    /// <summary>The facts after the import, from the staged row <c>n</c> and the trust <c>o</c>.</summary>
    public static readonly string Merged = string.Join(",\n", All.Select((fact, index) =>
        $"CASE WHEN {Counts(index)} THEN n.{fact.Column} ELSE o.{fact.Column} END AS {fact.Column}"));

    /// <summary>The days of all facts after the import.</summary>
    public static readonly string Dates = $"ARRAY[{string.Join(", ", All.Select((_, index) =>
        $"greatest(o.dates[{index + 1}], CASE WHEN {IsSaid(index)} THEN n.as_of END)"))}]";

    /// <summary>Whether the staged row says something else than a newer source.</summary>
    public static readonly string Outdated = string.Join(" OR ", All.Select((fact, index) =>
        $"{IsSaid(index)} AND n.as_of < o.dates[{index + 1}] AND n.{fact.Column} IS DISTINCT FROM o.{fact.Column}"));

    /// <summary>A bit for each fact that a record says.</summary>
    public static int Said(V1.TrustRecord record) =>
        All.Select((fact, index) => fact.Said(record) ? 1 << index : 0).Sum();

    static string Counts(int index) =>
        $"o.uid IS NULL OR {IsSaid(index)} AND n.as_of >= coalesce(o.dates[{index + 1}], '-infinity')";

    static string IsSaid(int index) => $"n.said & {1 << index} <> 0";
}
