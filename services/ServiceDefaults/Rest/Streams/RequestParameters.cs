using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Reads the path's and the query's fields into a message.</summary>
static class RequestParameters
{
    /// <param name="type">The message.</param>
    /// <param name="values">The values, by the path of the field in names of the contract or of JSON; they have passed
    /// <see cref="QueryCheck"/>.</param>
    /// <exception cref="ApiError">INVALID_ARGUMENT: a value that its field does not take.</exception>
    public static IMessage Read(
        MessageDescriptor type, IEnumerable<(string Field, IReadOnlyList<string> Values)> values)
    {
        var root = new JsonObject();
        foreach (var (path, texts) in values)
        {
            Set(root, type, path.Split('.'), texts);
        }

        try
        {
            return JsonParser.Default.Parse(root.ToJsonString(), type);
        }
        catch (InvalidProtocolBufferException)
        {
            throw ApiError.Malformed("A parameter does not fit its field: see the method's field types.");
        }
    }

    static void Set(JsonObject root, MessageDescriptor type, ReadOnlySpan<string> path, IReadOnlyList<string> texts)
    {
        var name = path[0];
        var field = type.Fields.InDeclarationOrder().First(known => known.JsonName == name || known.Name == name);
        if (path.Length > 1)
        {
            root[field.JsonName] ??= new JsonObject();
            Set(root[field.JsonName]!.AsObject(), field.MessageType, path[1..], texts);
        }
        else
        {
            root[field.JsonName] = field.IsRepeated
                ? new JsonArray([.. texts.Select(text => Value(field, text))])
                : Value(field, texts[0]);
        }
    }

    static JsonNode Value(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Bool => bool.Parse(text),
        FieldType.Enum when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
