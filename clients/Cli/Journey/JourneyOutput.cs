using Spectre.Console;

namespace Mastery.Cli.Journey;

/// <summary>The output of a run: line by line for people as it happens, as data for programs at the end.</summary>
public sealed class JourneyOutput(IAnsiConsole? console)
{
    readonly List<Section> _sections = [];

    /// <summary>All sections so far.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Begins a section.</summary>
    public void Section(string title)
    {
        _sections.Add(new(title, []));
        console?.WriteLine();
        console?.MarkupLineInterpolated($"[bold]{_sections.Count}. {title}[/]");
    }

    /// <summary>Explains.</summary>
    public void Note(string text)
    {
        Add(new(null, text, null));
        console?.MarkupLineInterpolated($"   [grey]{text}[/]");
    }

    /// <summary>Reports a call and its outcome.</summary>
    public void Call(string method, string outcome)
    {
        Add(new(method, outcome, null));
        console?.MarkupLineInterpolated($"   [blue]{method,-26}[/] {outcome}");
    }

    /// <summary>Adds one of several results of the last call: success, failure, or neither.</summary>
    public void Detail(bool? good, string text)
    {
        Add(new(null, text, good));
        var (mark, colour) = good switch { true => ("✓", "green"), false => ("✗", "red"), null => ("·", "grey") };
        console?.MarkupLine($"     [{colour}]{mark}[/] {Markup.Escape(text)}");
    }

    void Add(Line line) => _sections[^1].Lines.Add(line);
}

/// <summary>The lines of one step.</summary>
public sealed record Section(string Title, List<Line> Lines);

/// <summary>A line: the method that was called, if any, the text, and whether it is a success or a
/// failure.</summary>
public sealed record Line(string? Method, string Text, bool? Good);
