using System.Text.RegularExpressions;
using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>The contract says of each change of state which letter it writes, or why it writes none.</summary>
public sealed partial class PublishedLettersTests
{
    static readonly (string From, string To, string Letters)[] Published =
    [
        .. from line in PublishedDiagram.Lines("letter.proto")
           let match = Line.Match(line)
           where match.Success
           select ($"{match.Groups["resource"].Value} {match.Groups["from"].Value}", match.Groups["to"].Value,
               match.Groups["letters"].Value),
    ];

    [Theory]
    [InlineData("Application", "application.proto")]
    [InlineData("Enrolment", "enrolment.proto")]
    [InlineData("Session", "session.proto")]
    [InlineData("Work Group", "work_group.proto")]
    public void Each_change_of_state_has_a_letter_or_a_reason_for_none(string resource, string file) => Assert.Equal(
        PublishedDiagram.Read(file).Changes.Select(change => ($"{resource} {change.From}", change.To)).Order(),
        Published.Where(line => line.From.StartsWith($"{resource} ", StringComparison.Ordinal))
            .Select(line => (line.From, line.To)).Order());

    [Fact]
    public void A_change_without_a_letter_has_a_reason_and_every_other_names_letters_that_there_are()
    {
        var kinds = Enum.GetValues<Kind>().Select(kind => Enums.Text(kind)).ToHashSet();

        Assert.All(Published, line => Assert.True(
            line.Letters.StartsWith("none, ", StringComparison.Ordinal) || kinds.IsSupersetOf(line.Letters.Split(", ")),
            $"{line.From} → {line.To}: {line.Letters}"));
    }

    [GeneratedRegex(
        "^ *// - (?<resource>Application|Enrolment|Session|Work Group) (?<from>[A-Z]+) → (?<to>[A-Z]+): "
        + "(?<letters>.+)$")]
    static partial Regex Line { get; }
}
