using System.Globalization;
using System.Text.Json;

namespace Mastery.Cli.Connector;

/// <summary>What the connector says while it runs, one line for each thing. No personal data is said.</summary>
/// <param name="writer">Where it is said.</param>
/// <param name="json">Whether for programs.</param>
/// <param name="time">The clock.</param>
sealed class ConnectorLog(TextWriter writer, bool json, TimeProvider time)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Says what goes on.</summary>
    public void Say(string text) => Write("info", text);

    /// <summary>Says what somebody should look at.</summary>
    public void Warn(string text) => Write("warning", text);

    void Write(string level, string text)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        writer.WriteLine(json ? JsonSerializer.Serialize(new { time = now, level, text }, Json)
            : $"{now} {(level == "info" ? "" : "WARNING: ")}{text.ReplaceLineEndings(" ")}");
        writer.Flush();
    }
}
