using System.Globalization;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>How sentences of the report say what the contract has as values: heads of department read them.</summary>
static class Words
{
    const int LongestQuote = 80;

    /// <summary>A text in quotation marks, cut between words where it is long.</summary>
    public static string Quote(string text) => QuoteUpTo(LongestQuote, text);

    /// <summary>A text in quotation marks, cut between words where it is longer than that.</summary>
    public static string QuoteUpTo(int longest, string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        if (line.Length > longest)
        {
            var end = line.LastIndexOf(' ', longest);
            line = line[..(end > 0 ? end : longest)].TrimEnd(',', ';', ':', ' ') + " …";
        }

        return $"‘{line}’";
    }

    /// <summary>"12 October 2026", or "from 1 September 2026 to 12 October 2026".</summary>
    public static string Days(Activity activity) => activity.StartDate == activity.EndDate
        ? $"on {EnglandTime.Words(activity.StartDate)}"
        : $"from {EnglandTime.Words(activity.StartDate)} to {EnglandTime.Words(activity.EndDate)}";

    /// <summary>"2024/25".</summary>
    public static string Year(AcademicYear year) => AcademicYear.Slashed($"{year}");

    /// <summary>"a, b and c".</summary>
    public static string And(IEnumerable<string> items) => Joined([.. items], "and");

    /// <summary>"a, b or c".</summary>
    public static string Or(IEnumerable<string> items) => Joined([.. items], "or");

    /// <summary>"one person", "two people", "12 people".</summary>
    public static string Count(int count, string one, string several) =>
        $"{Number(count)} {(count == 1 ? one : several)}";

    /// <summary>A value with its unit: "70 %", "12 marks".</summary>
    public static string Value(double value, string unit) =>
        $"{value.ToString("0.##", CultureInfo.InvariantCulture)} {unit}".TrimEnd();

    public static string Number(int number) => number switch
    {
        0 => "no",
        1 => "one",
        2 => "two",
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        _ => $"{number}",
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    static string Joined(IReadOnlyList<string> items, string word) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.SkipLast(1))} {word} {items[^1]}",
    };
}
