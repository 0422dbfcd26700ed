using System.Text.Json;
using System.Text.RegularExpressions;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Readmes;

/// <summary>Runs the commands of the guides that <c>/docs</c> shows, one after another as they are written, with this
/// suite's ports.</summary>
public sealed partial class GuideTests(RunningSuite suite)
{
    const string OneLineForEach = "curl() { command curl \"$@\"; echo; }\n";

    [Fact]
    public async Task The_commands_of_the_guides_do_what_they_say()
    {
        var answers = await Shell.RunAsync(OneLineForEach + string.Concat(Commands()));

        var bodies = answers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(bodies.Count == 10, answers);
        Assert.Equal(
            [
                "NCP24-14b", "1", "989101", "STATE_SUBMITTED", "same", "MALFORMED_REQUEST", "RESOURCE_NOT_FOUND",
                "page", "Okafor",
            ],
            [
                Text(bodies[0].GetProperty("foci")[0], "code"),
                $"{bodies[1].GetProperty("createdCount")}",
                Text(bodies[2], "urn"),
                Text(bodies[3], "state"),
                Text(bodies[4], "name") == Text(bodies[5], "name") ? "same" : "different",
                Text(bodies[6].GetProperty("details")[0], "reason"),
                Text(bodies[7].GetProperty("details")[0], "reason"),
                bodies[8].GetProperty("schools").GetArrayLength() > 0 ? "page" : "empty",
                Text(bodies[9].GetProperty("participants")[0], "familyName"),
            ]);
    }

    IEnumerable<string> Commands() =>
        Directory.GetFiles(Path.Combine(Programs.Checkout, "clients", "OpenApi", "Guides"), "*.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(guide => Block().Matches(File.ReadAllText(guide)))
            .Select(block => block.Groups[1].Value
                .Replace("localhost:8080", suite.Rest.Authority, StringComparison.Ordinal));

    static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString()! : $"no {property} in {element}";

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
