using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>Where a command writes: its answer to one console, progress and failures to another.</summary>
public sealed class Terminal(TextWriter output, TextWriter error, bool interactive)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What the command answers.</summary>
    public IAnsiConsole Out { get; } = Create(output, interactive && !Console.IsOutputRedirected);

    /// <summary>How it gets on, and what went wrong.</summary>
    public IAnsiConsole Error { get; } = Create(error, interactive && !Console.IsErrorRedirected);

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, interactive: true);

    /// <summary>Writes the answer as JSON.</summary>
    public void WriteJson(object answer) => output.WriteLine(JsonSerializer.Serialize(answer, Json));

    /// <summary>Says why nothing came of the command.</summary>
    public void Fail(string message) => Error.MarkupLineInterpolated($"[red]mastery:[/] {message}");

    internal TextWriter OutputWriter => output;

    internal TextWriter ErrorWriter => error;

    static IAnsiConsole Create(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A file or a pipe has no width: a line stays a line.
        if (!interactive)
        {
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
