using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>An academic year and a project as they stand in texts that people wrote.</summary>
sealed class YearWords(AcademicYear year, string project)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    readonly Regex _year = new(
        string.Create(
            CultureInfo.InvariantCulture,
            $@"\b(20)?{year.FirstYear % 100:00}\s?[-/–]\s?(20)?{(year.FirstYear + 1) % 100:00}\b"),
        RegexOptions.CultureInvariant,
        Longest);

    /// <summary>The text with another year where it names this one, however it is written.</summary>
    public string In(AcademicYear other, string text) => _year.Replace(text, AcademicYear.Slashed($"{other}"));

    /// <summary>What a text names of the year or the project: the words of it.</summary>
    public IEnumerable<string> NamedIn(string text) =>
    [
        .. _year.Matches(text).Select(match => match.Value),
        .. text.Contains(project, StringComparison.OrdinalIgnoreCase) ? [project] : Array.Empty<string>(),
    ];
}
