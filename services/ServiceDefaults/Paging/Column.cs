using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>A filterable field and the SQL that holds it.</summary>
sealed partial record Column
{
    const string Comparisons = "= != < <= > >=";

    static readonly string Range = $"between {IsoDate.Text(IsoDate.Earliest)} and {IsoDate.Text(IsoDate.Latest)}";

    Column(string sql, string operators, string expects, Func<string, object?> parse)
    {
        Sql = sql;
        Operators = operators;
        Expects = expects;
        Parse = parse;
    }

    /// <summary>The column, or an expression over it.</summary>
    public string Sql { get; }

    /// <summary>Whether rows without a value are put last, at the price of an index range; needed for an orderable
    /// column that may be NULL.</summary>
    public bool Nullable { get; private init; }

    internal string Operators { get; }

    internal string Expects { get; }

    /// <summary>The value as a parameter; null when it is not one of this kind.</summary>
    internal Func<string, object?> Parse { get; }

    /// <summary>What the column holds beside NULL where there is no value: empty text, the zero of an enum.</summary>
    internal string? None { get; private init; }

    /// <summary>The condition that there is no value; never NULL itself.</summary>
    internal string Absent => IsArray ? $"(coalesce(cardinality({Sql}), 0) = 0)"
        : None is null ? $"({Sql} IS NULL)"
        : $"({Sql} IS NULL OR {Sql} = '{None}')";

    /// <summary>For a field of a list of messages: the condition that one of its rows fits, with <c>{0}</c> for the
    /// comparison.</summary>
    internal string? Rows { get; init; }

    internal bool IsText { get; private init; }

    /// <summary>What both sides of a comparison of texts are put into where it is not exact; the name of an immutable
    /// SQL function.</summary>
    internal string Folding { get; private init; } = "fold";

    /// <summary>Whether <c>=</c> and its like compare what is folded too.</summary>
    internal bool IsFolded { get; private init; }

    internal bool IsWords { get; private init; }

    internal bool IsArray { get; private init; }

    /// <summary>A text: all comparisons, exact; with a trailing <c>*</c> as a prefix and <c>:</c> contains, both in
    /// any case and without accents, apostrophes, hyphens, dots and slashes, as the SQL function <c>fold</c> has it. A
    /// prefix needs an index on <c>fold(sql) text_pattern_ops</c> where the list may be long.</summary>
    public static Column Text(string sql) =>
        new(sql, "= != < <= > >= :", "a text", TextForm.Compose) { IsText = true, None = "" };

    /// <summary>An e-mail address: as <see cref="Text"/>, with case apart everywhere.</summary>
    public static Column Email(string sql) => Text(sql) with { Folding = "lower", IsFolded = true };

    /// <summary>A postcode: as <see cref="Text"/>, with case and spaces apart everywhere, so that <c>yo1 7hh</c> is
    /// <c>YO17HH</c>.</summary>
    public static Column Postcode(string sql) => Text(sql) with { Folding = "fold_postcode", IsFolded = true };

    /// <summary>A text that is looked up by its words: <c>:</c> finds those that have every word, the last one as a
    /// prefix with a trailing <c>*</c>; otherwise as <see cref="Text"/>. Needs a column of the same name with
    /// <c>_words</c>, generated as <c>fold_words(sql)</c>, and a GIN index on it: a list in the order of another index
    /// compares many rows, and making the words anew for each costs most of it.</summary>
    public static Column Words(string sql) => Text(sql) with { IsWords = true };

    /// <summary>A list of texts: <c>:</c> has the element.</summary>
    public static Column Texts(string sql) => new(sql, ":", "a text", value => value) { IsArray = true };

    /// <summary>An enum kept as <see cref="Enums.Text"/>; filters name the value with or without the type's
    /// prefix.</summary>
    public static Column Enum(string sql, EnumDescriptor type)
    {
        var texts = Enums.Texts(type);
        return new(sql, "= != :", "one of " + string.Join(", ", type.Values.Skip(1).Select(value => texts[value.Name])),
            texts.GetValueOrDefault)
        {
            None = texts[type.Values[0].Name],
        };
    }

    /// <summary>A list of enums kept as <see cref="Enums.Text"/>: <c>:</c> has the value, named with or without the
    /// type's prefix.</summary>
    public static Column EnumList(string sql, EnumDescriptor type)
    {
        var element = Enum(sql, type);
        return new(sql, ":", element.Expects, element.Parse) { IsArray = true };
    }

    /// <summary>A <c>timestamptz</c>, written as RFC 3339.</summary>
    public static Column Time(string sql) => new(sql, Comparisons, $"a time as 2024-09-01T00:00:00Z, {Range}", value =>
        ParseTime(value));

    /// <summary>A <c>date</c>, written as 2024-09-01.</summary>
    public static Column Date(string sql) => new(sql, Comparisons, $"a date as 2024-09-01, {Range}", value =>
        IsoDate.TryParse(value, out var day) ? day : null);

    /// <summary>A boolean.</summary>
    public static Column Bool(string sql) => new(sql, "= !=", "true or false", value =>
        bool.TryParse(value, out var flag) ? flag : null);

    /// <summary>An integer or <c>numeric</c>.</summary>
    public static Column Number(string sql) => new(sql, Comparisons, "a number", value =>
        decimal.TryParse(value, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture,
            out var number) ? number : null);

    /// <summary>A <c>uuid</c> that callers know as the last segment of a resource name; they may give either.</summary>
    public static Column Uuid(string sql) => new(sql, "= !=", "a resource name or UUID", value =>
        Guid.TryParseExact(value.Id(), "D", out var id) ? id : null);

    /// <summary>A text key that callers know as the last segment of a resource name; they may give either.</summary>
    public static Column Reference(string sql) =>
        new(sql, "= !=", "a resource name or id", value => value.Id()) { None = "" };

    /// <summary>Whether a filter's value stands for none: empty text, or the zero of an enum.</summary>
    internal bool IsNone(string value) =>
        value.Length == 0 || (None is { Length: > 0 } && Parse(value) is string text && text == None);

    /// <summary>The same column, which may be NULL.</summary>
    public Column OrNull() => this with { Nullable = true };

    static DateTime? ParseTime(string value) =>
        Rfc3339().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time) && IsoDate.IsInRange(DateOnly.FromDateTime(time.UtcDateTime))
            ? time.UtcDateTime
            : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
