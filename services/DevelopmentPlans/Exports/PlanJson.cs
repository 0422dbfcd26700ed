using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mastery.DevelopmentPlans;

/// <summary>A plan's sheet as JSON.</summary>
static class PlanJson
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        // The answer is no part of a page; its letters stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write(PlanSheet sheet) => JsonSerializer.Serialize(sheet, Json) + "\n";
}
