using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>The field mask of a JSON merge patch (RFC 7396): every member is written, and <c>null</c> clears.</summary>
static class MergePatch
{
    /// <summary>The media type of merge patches.</summary>
    public const string MediaType = "application/merge-patch+json";

    /// <summary>The paths of the members of <paramref name="body"/>, separated by commas.</summary>
    /// <param name="body">JSON that <see cref="JsonBodyCheck"/> accepted.</param>
    /// <param name="resource">The resource that it changes.</param>
    public static string Mask(ReadOnlyMemory<byte> body, MessageDescriptor resource)
    {
        using var document = JsonDocument.Parse(body);
        return string.Join(',', Paths(document.RootElement, resource, ""));
    }

    static List<string> Paths(JsonElement patch, MessageDescriptor message, string prefix)
    {
        List<string> paths = [];
        foreach (var member in patch.EnumerateObject())
        {
            var field = message.Fields.InDeclarationOrder().First(candidate =>
                candidate.JsonName == member.Name || candidate.Name == member.Name);
            var path = prefix + field.Name;
            var inside = IsPatch(field, member.Value) ? Paths(member.Value, field.MessageType, path + ".") : [];
            paths.AddRange(inside.Count > 0 ? inside : [path]);
        }

        return paths;
    }

    /// <summary>Whether the value changes parts of a message instead of replacing what is there.</summary>
    static bool IsPatch(FieldDescriptor field, JsonElement value) => value.ValueKind == JsonValueKind.Object
        && field is { FieldType: FieldType.Message, IsRepeated: false } && !Masks.IsValueType(field.MessageType);
}
