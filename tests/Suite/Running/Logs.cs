using System.Text.RegularExpressions;

namespace Mastery.Suite.Tests.Running;

/// <summary>What the suite's programs logged while the tests ran: no failure that nobody expected, and no person's
/// name.</summary>
static partial class Logs
{
    /// <summary>People and a TRN of the tests and stories; only the API may tell of them.</summary>
    static readonly string[] Personal = ["Lovelace", "Hopper", "Okafor", "Priestley", "Siddiqui", "7654321"];

    public static void AssertQuiet(string folder)
    {
        var surprises = Directory.GetFiles(folder, "*.log*")
            .SelectMany(log => File.ReadLines(log).Select(line => $"{Path.GetFileName(log)}: {line}"))
            .Where(line => Failure().IsMatch(line) || Personal.Any(line.Contains))
            .ToList();
        Assert.True(
            surprises.Count == 0,
            $"{surprises.Count} lines logged unexpectedly:\n{string.Join('\n', surprises.Take(20))}");
    }

    // As the console's formatter begins them, after the name of the file.
    [GeneratedRegex(@"^[^:]+: (fail: |crit: |Unhandled exception)")]
    private static partial Regex Failure();
}
