namespace Mastery.Mis.Tables;

/// <summary>A cleaned text and where it is written.</summary>
/// <param name="Text">The text; empty where there is none.</param>
/// <param name="File">The file, sheet or address.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
/// <param name="Column">The column or field as the source writes it.</param>
readonly record struct SourceCell(string Text, string File, int Line, string Column)
{
    /// <summary>The text; empty where there is none.</summary>
    public string Text { get => field ?? ""; init; } = Text;

    /// <summary>Whether it has no text.</summary>
    public bool IsEmpty => Text.Length == 0;

    /// <summary>The same place with another text.</summary>
    public SourceCell With(string text) => this with { Text = text };

    /// <summary>A problem at this place.</summary>
    public SourceProblem Problem(string reason) => new(File, Line, Column, reason);

    /// <summary>A problem at this place by which a person is lost.</summary>
    public SourceProblem Loss(string reason) => new(File, Line, Column, reason) { LosesPerson = true };
}
