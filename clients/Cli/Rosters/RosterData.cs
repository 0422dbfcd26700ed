using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Mastery.Cli.Rosters;

/// <summary>The report for programs: the sync and its effects as the API writes them, and what was read.</summary>
static class RosterData
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report as JSON.</summary>
    public static string Of(RosterReport report) => new JsonObject
    {
        ["rosterSync"] = Node(report.Sync),
        ["effects"] = new JsonArray([.. report.Effects.Select(Node)]),
        ["feed"] = report.List is { } list ? Feed(list) : null,
        ["unusedRows"] = JsonSerializer.SerializeToNode(report.Unused, Json),
    }.ToJsonString(Json);

    static JsonNode? Feed(StaffList list) => JsonSerializer.SerializeToNode(
        new
        {
            list.File,
            list.Start.Format,
            Mode = list.Start.Mode.ToString().ToLowerInvariant(),
            Records = list.Records.Count,
            list.End.LostPeople,
            list.End.Dropped,
            Schools = list.End.Schools.Select(school => new { school.Number, school.Name }),
        },
        Json);

    static JsonNode? Node(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message));
}
