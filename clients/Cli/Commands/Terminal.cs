using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>The output of a command: results on one console, progress and failures on another.</summary>
public sealed class Terminal(TextWriter output, TextWriter error, bool interactive)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The command's results.</summary>
    public IAnsiConsole Out { get; } = Create(output, interactive && !Console.IsOutputRedirected);

    /// <summary>Progress and failures.</summary>
    public IAnsiConsole Error { get; } = Create(error, interactive && !Console.IsErrorRedirected);

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, interactive: true);

    /// <summary>Writes the result as JSON.</summary>
    public void WriteJson(object answer) => output.WriteLine(JsonSerializer.Serialize(answer, Json));

    /// <summary>Writes why the command failed.</summary>
    public void Fail(string message) => Error.MarkupLineInterpolated($"[red]mastery:[/] {message}");

    /// <summary>Does something long, and says in a terminal how far it is.</summary>
    /// <param name="first">What is said first.</param>
    /// <param name="run">Does it, and says how far it is.</param>
    public Task<T> ProgressAsync<T>(string first, Func<Action<string>, Task<T>> run) =>
        Error.Profile.Capabilities.Interactive
            ? Error.Status().StartAsync(first, status => run(text => status.Status = Markup.Escape(text)))
            : run(_ => { });

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
        // A file or a pipe has no width, so lines are not broken.
        if (!interactive)
        {
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
