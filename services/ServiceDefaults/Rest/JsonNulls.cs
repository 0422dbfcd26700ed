using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mastery.ServiceDefaults;

/// <summary>Leaves out the members of a JSON body that are <c>null</c>. In the JSON of protobuf both mean that the
/// field is not set, but JSON transcoding refuses <c>null</c> for lists.</summary>
static class JsonNulls
{
    /// <summary>The body without such members; the same array where there are none.</summary>
    /// <param name="body">Valid JSON.</param>
    public static byte[] Remove(byte[] body)
    {
        if (!HasNull(body) || JsonNode.Parse(body) is not { } root)
        {
            return body;
        }

        Remove(root);
        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    static bool HasNull(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    static void Remove(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            {
                members.Remove(name);
            }
        }

        // An element that is null stays, and is refused: leaving it out would move those after it.
        var parts = node switch
        {
            JsonObject kept => kept.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var part in parts)
        {
            Remove(part);
        }
    }
}
