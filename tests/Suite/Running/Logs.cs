using System.Text.RegularExpressions;

namespace Mastery.Suite.Tests.Running;

/// <summary>The logs of the suite's programs during the tests: no unexpected error, and no person's name.</summary>
static partial class Logs
{
    /// <summary>Names and a TRN from the tests; no log may contain them.</summary>
    static readonly string[] Personal = ["Lovelace", "Hopper", "Okafor", "Priestley", "Siddiqui", "7654321"];

    public static void AssertNoErrors(string folder)
    {
        var surprises = Directory.GetFiles(folder, "*.log*")
            .SelectMany(log => File.ReadLines(log).Select(line => $"{Path.GetFileName(log)}: {line}"))
            .Where(line => Failure().IsMatch(line) || Personal.Any(line.Contains))
            .ToList();
        Assert.True(
            surprises.Count == 0,
            $"{surprises.Count} lines logged unexpectedly:\n{string.Join('\n', surprises.Take(20))}");
    }

    // The beginning of an error in the console format, after the file's name.
    [GeneratedRegex(@"^[^:]+: (fail: |crit: |Unhandled exception)")]
    private static partial Regex Failure();
}
