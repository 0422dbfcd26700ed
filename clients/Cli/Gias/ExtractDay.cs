using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Cli.Lists;
using Mastery.Contracts;

namespace Mastery.Cli.Gias;

/// <summary>The day of an extract, as ISO text, and where it is from.</summary>
/// <param name="Day">The day; empty when nothing tells it, and the directory takes today.</param>
/// <param name="Source">Where it is from.</param>
public sealed partial record ExtractDay(string Day, string Source)
{
    /// <summary>The day of a file: as given, else as its name has it, else the newest in its rows.</summary>
    /// <exception cref="GiasFileException">The given day is none.</exception>
    public static ExtractDay Of(string? given, string path, Func<string> newest)
    {
        if (given is not null)
        {
            return IsoDate.TryParse(given, out _)
                ? new(given, "--extract-date")
                : throw new GiasFileException($"--extract-date {given} is not a day as 2025-01-31");
        }

        if (InName(Path.GetFileName(path)) is { } named)
        {
            return new(named, "the file's name");
        }

        return newest() is { Length: > 0 } day
            ? new(day, "the newest LastChangedDate in it")
            : new("", "nothing in the file or its name tells: give --extract-date if it is older");
    }

    /// <summary>The newest day on which GIAS changed a school of the file, but none after today; empty when no row has
    /// one.</summary>
    /// <exception cref="GiasFileException">The file is not one of schools.</exception>
    public static string Newest(Stream schools)
    {
        var today = IsoDate.Text(England.Today);
        return GiasChangeDayReader.Open(schools).Read()
            .Select(row => row.Record ?? "")
            .Where(day => string.CompareOrdinal(day, today) <= 0)
            .Max(StringComparer.Ordinal) ?? "";
    }

    static string? InName(string name) => Days().Matches(name)
        .Select(match => $"{match.Groups["y"]}{match.Groups["m"]}{match.Groups["d"]}")
        .Select(digits =>
            DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? IsoDate.Text(day)
                : null)
        .FirstOrDefault(day => day is not null);

    [GeneratedRegex(@"(?<![0-9])(?<y>20[0-9]{2})(?<s>[-_.]?)(?<m>[0-9]{2})\k<s>(?<d>[0-9]{2})(?![0-9])")]
    private static partial Regex Days();
}
