using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mastery.Benchmarks.Setup;

namespace Mastery.Benchmarks.Measuring;

/// <summary>The rows as JSON, for programs.</summary>
static class ResultFile
{
    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes them.</summary>
    public static Task WriteAsync(string path, BenchOptions options, DateTimeOffset start, IEnumerable<Row> rows) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(
            new
            {
                StartTime = start,
                Environment.ProcessorCount,
                options.Rounds,
                options.Quick,
                Rows = rows.Select(Write),
            },
            Form) + "\n");

    static object Write(Row row) => new
    {
        row.What,
        row.Peer,
        Ours = Write(row.Ours),
        Theirs = Write(row.Theirs),
        row.Bar.Unit,
        row.Measured?.Median,
        Values = row.Measured?.Sorted,
        Bar = row.Bar.Limit,
        row.Bar.Goal,
        row.Verdict,
        row.Note,
    };

    static object? Write(Side? side) => side is null ? null : new
    {
        side.Total.TotalMicroseconds,
        Parts = side.Parts.ToDictionary(part => part.Name, part => part.Cpu.TotalMicroseconds),
    };
}
