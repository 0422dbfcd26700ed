using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Cli.Journey;
using Mastery.Cli.Lists;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>A project and what is said of its texts, for people.</summary>
static partial class ProjectText
{
    // The fields whose name in the contract is not what people call them.
    static readonly Dictionary<string, string> Labels = new()
    {
        ["display_name"] = "title",
        ["audience"] = "who can take part",
        ["aims"] = "aim",
        ["outcomes"] = "outcome",
        ["eligibility_policy.routes"] = "way in",
        ["eligibility_policy.advice"] = "advice",
        ["essence_themes"] = "Essence theme",
        ["evidence_prompts"] = "evidence prompt",
        ["resources"] = "reading",
    };

    /// <summary>Writes a project with its foci.</summary>
    public static void Write(Terminal terminal, Project project, IEnumerable<Focus> foci)
    {
        (string, string)[] lines =
        [
            ("project", $"{project.Code}, {project.State.Words()}"),
            ("title", project.DisplayName),
            ("year", AcademicYear.Slashed(project.AcademicYear)),
            ("for", project.Hub.Length > 0 ? "this hub's own schools" : "every hub"),
            ("continues", project.Continues.Length > 0 ? project.Continues["projects/".Length..] : ""),
            ("who", project.Audience),
            .. (project.EligibilityPolicy ?? new()).Routes.Select(route => ("way in", route.Title)),
            ("apply", project.RegistrationWindow is { } window ? Window(window) : ""),
            .. project.Aims.Select(aim => ("aim", aim)),
            .. foci.Select(focus => ("focus", $"{focus.Code}  {focus.DisplayName}"
                + (focus.NewInYear ? $" (new in {AcademicYear.Slashed(project.AcademicYear)})" : ""))),
        ];
        foreach (var (label, text) in lines.Where(line => line.Item2.Length > 0))
        {
            terminal.Out.MarkupLineInterpolated($"  {label,-10} {text}");
        }
    }

    /// <summary>Writes the sentences that name what is of another year.</summary>
    public static void Write(Terminal terminal, IReadOnlyCollection<StaleText> texts)
    {
        var (left, read) = (texts.Where(text => text.LeftOut).ToList(), texts.Where(text => !text.LeftOut).ToList());
        terminal.Out.WriteLine(read.Count switch
        {
            0 => "No sentence that was carried over names a year, a code or cohorts.",
            1 => "One place names what is of the earlier year. Read it again:",
            _ => $"{read.Count} places name what is of the earlier year. Read them again:",
        });
        foreach (var text in read)
        {
            terminal.Out.MarkupLineInterpolated(
                $"  {Place(text)}: \"{text.Sentence}\" names {text.Named}, which would be {text.Suggestion}.");
        }

        foreach (var text in left)
        {
            terminal.Out.MarkupLineInterpolated(
                $"  {Place(text)}: \"{text.Sentence}\" is left out, because it was right in that year only.");
        }
    }

    static string Window(RegistrationWindow window) => (window.OpenTime, window.CloseTime) switch
    {
        (null, { } close) => $"until {England.Moment(close)}",
        ({ } open, null) => $"from {England.Moment(open)}, with no last day",
        var (open, close) => $"from {England.Moment(open)} until {England.Moment(close)}",
    };

    static string Place(StaleText text)
    {
        var focus = FocusCode.Of(text.Resource);
        var code = focus.Length > 0 ? focus : text.Resource["projects/".Length..];
        var match = Field().Match(text.Field);
        var (name, index) = (match.Groups["name"].Value, match.Groups["index"]);
        var label = Labels.GetValueOrDefault(name, name);
        var number = index.Success ? $" {int.Parse(index.ValueSpan, CultureInfo.InvariantCulture) + 1}" : "";
        return $"{code}, {label}{number}";
    }

    [GeneratedRegex(@"^(?<name>[a-z_.]+?)(\[(?<index>[0-9]+)\].*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
