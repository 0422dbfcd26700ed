using Spectre.Console;

namespace Mastery.Cli.Journey;

/// <summary>Tells what happens, line by line, to people as it happens and to programs at the end.</summary>
public sealed class Narrator(IAnsiConsole? console)
{
    readonly List<Chapter> _chapters = [];

    /// <summary>All that was told.</summary>
    public IReadOnlyList<Chapter> Chapters => _chapters;

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        _chapters.Add(new(title, []));
        console?.WriteLine();
        console?.MarkupLineInterpolated($"[bold]{_chapters.Count}. {title}[/]");
    }

    /// <summary>Explains.</summary>
    public void Say(string text)
    {
        Add(new(null, text, null));
        console?.MarkupLineInterpolated($"   [grey]{text}[/]");
    }

    /// <summary>Tells of a call and what came of it.</summary>
    public void Did(string method, string outcome)
    {
        Add(new(method, outcome, null));
        console?.MarkupLineInterpolated($"   [blue]{method,-26}[/] {outcome}");
    }

    /// <summary>Adds one of several results of the call before: good, bad, or neither.</summary>
    public void Detail(bool? good, string text)
    {
        Add(new(null, text, good));
        var (mark, colour) = good switch { true => ("✓", "green"), false => ("✗", "red"), null => ("·", "grey") };
        console?.MarkupLine($"     [{colour}]{mark}[/] {Markup.Escape(text)}");
    }

    void Add(Line line) => _chapters[^1].Lines.Add(line);
}

/// <summary>A part of the story.</summary>
public sealed record Chapter(string Title, List<Line> Lines);

/// <summary>A line of it: the method that was called, if any, what is told, and whether it is good or bad
/// news.</summary>
public sealed record Line(string? Method, string Text, bool? Good);
