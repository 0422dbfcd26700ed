using Spectre.Console;

namespace Mastery.Local;

/// <summary>
/// What the launcher prints: steps on standard output, problems on standard error. Lines are not wrapped, because paths
/// and commands in them are to be copied, and a pipe has no width.
/// </summary>
static class Terminal
{
    static readonly IAnsiConsole Out = Unwrapped(Console.Out);

    static readonly IAnsiConsole ErrorOut = Unwrapped(Console.Error);

    /// <summary>A step that was made, and when.</summary>
    public static void Step(TimeSpan elapsed, string step) =>
        Out.MarkupLineInterpolated($"[grey]{elapsed.TotalSeconds,6:0.0} s[/]  {step}");

    /// <summary>A line of progress.</summary>
    public static void Info(string line) => Out.MarkupLineInterpolated($"[bold]{line}[/]");

    /// <summary>Text to be copied.</summary>
    public static void Text(string text) => Console.Out.WriteLine(text);

    /// <summary>The reason why it ends.</summary>
    public static void Error(string problem) => ErrorOut.MarkupLineInterpolated($"[red]{problem}[/]");

    static IAnsiConsole Unwrapped(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 100_000;
        return console;
    }
}
