using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Walks a JSON body beside its message type: every key must be a field, and be there once.</summary>
static class JsonBodyCheck
{
    const int Deepest = 64;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };

    /// <exception cref="ApiError">INVALID_ARGUMENT saying what cannot be read, and where.</exception>
    public static void Run(ReadOnlyMemory<byte> body, MessageDescriptor? type)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (type is not null && document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ApiError.Malformed("The body must be a JSON object.");
            }

            Check(document.RootElement, type, "");
        }
        catch (JsonException exception)
        {
            throw ApiError.Malformed(exception.LineNumber is null
                ? "The body is not valid JSON, or has a key twice."
                : $"The body is not valid JSON, or has a key twice (line {exception.LineNumber + 1}, byte "
                    + $"{exception.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json says of text that is not Unicode: half a surrogate pair.
            throw ApiError.Malformed("The body holds text that is not valid Unicode.");
        }
    }

    static void Check(JsonElement element, MessageDescriptor? type, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when type is not null && !IsOpen(type):
                CheckObject(element, type, path);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Check(item, type, path);
                }

                break;
        }
    }

    static void CheckObject(JsonElement element, MessageDescriptor type, string path)
    {
        HashSet<int> seen = [];
        foreach (var property in element.EnumerateObject())
        {
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(candidate =>
                candidate.JsonName == property.Name || candidate.Name == property.Name);
            if (field is null)
            {
                throw ApiError.Malformed($"There is no field '{Short(path + property.Name)}'.");
            }

            if (!seen.Add(field.FieldNumber))
            {
                throw ApiError.Malformed($"The field '{Short(path + property.Name)}' is there twice.");
            }

            CheckField(property, field, path);
        }
    }

    static void CheckField(JsonProperty property, FieldDescriptor field, string path)
    {
        if (!field.IsMap)
        {
            Check(property.Value, TypeOf(field), $"{path}{field.JsonName}.");
            return;
        }

        var value = field.MessageType.FindFieldByNumber(2);
        foreach (var entry in property.Value.ValueKind == JsonValueKind.Object
            ? property.Value.EnumerateObject().ToArray() : [])
        {
            Check(entry.Value, TypeOf(value), $"{path}{field.JsonName}.");
        }
    }

    static MessageDescriptor? TypeOf(FieldDescriptor field) =>
        field.FieldType == FieldType.Message ? field.MessageType : null;

    /// <summary>Types whose JSON is not the object of their fields.</summary>
    static bool IsOpen(MessageDescriptor type) => type.File.Package == "google.protobuf";

    static string Short(string path) => new([.. path.Take(100).Where(character => character is >= ' ' and <= '~')]);
}
