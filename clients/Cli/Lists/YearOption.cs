using System.CommandLine;
using Mastery.Contracts;

namespace Mastery.Cli.Lists;

/// <summary>An academic year on the command line, as people write it, and in tables, as they read it.</summary>
static class YearOption
{
    /// <summary>The option; its value is the year as the contract writes it.</summary>
    public static Option<string?> Create() => new("--year")
    {
        Description = "The academic year, for example 2024/25.",
        HelpName = "year",
        CustomParser = result =>
        {
            if (Read(result.Tokens[0].Value) is { } year)
            {
                return year;
            }

            result.AddError($"--year: '{result.Tokens[0].Value}' is no academic year such as 2024/25");
            return null;
        },
    };

    /// <summary>The year of <c>2024/25</c>, <c>2024-25</c>, <c>2024/2025</c> or <c>2024</c>, as the contract writes
    /// it; null for anything else.</summary>
    public static string? Read(string text)
    {
        var parts = text.Trim().Replace('/', '-').Replace('–', '-').Split('-');
        return (parts.Length == 1 || (parts.Length == 2 && parts[1].Length is 2 or 4))
            && int.TryParse(parts[0], out var first)
            && AcademicYear.TryParse($"{new AcademicYear(first)}", out var year)
            && (parts.Length == 1 || $"{first + 1}".EndsWith(parts[1], StringComparison.Ordinal))
            ? $"{year}" : null;
    }
}
