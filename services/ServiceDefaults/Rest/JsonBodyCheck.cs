using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Walks a JSON body beside its message type: every key must be a field and be there once, every value of the
/// field's type.</summary>
sealed class JsonBodyCheck
{
    const int Deepest = 64;
    const int MostNames = 40;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };

    readonly List<(string Field, string Description)> _violations = [];
    readonly RestCall _call;

    JsonBodyCheck(RestCall call) => _call = call;

    /// <exception cref="ApiError">INVALID_ARGUMENT saying what cannot be read, and where.</exception>
    public static void Run(ReadOnlyMemory<byte> body, MessageDescriptor? type, RestCall call, string path = "")
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (type is not null && document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ApiError.Malformed("The body must be a JSON object.");
            }

            var check = new JsonBodyCheck(call);
            check.CheckMessage(document.RootElement, type, path);
            if (check._violations.Count > 0)
            {
                throw ApiError.Malformed(check._violations);
            }
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

    void CheckMessage(JsonElement element, MessageDescriptor? type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object || type is null || type.File.Package == "google.protobuf")
        {
            // The JSON of google.protobuf's own types is not the object of their fields.
            return;
        }

        HashSet<int> seen = [];
        foreach (var property in element.EnumerateObject())
        {
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(candidate =>
                candidate.JsonName == property.Name || candidate.Name == property.Name);
            if (field is null)
            {
                _violations.Add((Short(path + property.Name), $"is no field here: use {Names(type)}"));
            }
            else if (!seen.Add(field.FieldNumber))
            {
                _violations.Add((Short(path + property.Name), "is there twice"));
            }
            else
            {
                _call.UsesContractNames |= property.Name != field.JsonName;
                CheckField(property.Value, field, path + property.Name);
            }
        }
    }

    void CheckField(JsonElement value, FieldDescriptor field, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (field.IsMap)
        {
            CheckMap(value, field.MessageType.FindFieldByNumber(2), path);
        }
        else if (!field.IsRepeated)
        {
            CheckValue(value, field, path);
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            _violations.Add((path, "must be a list"));
        }
        else
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                CheckValue(item, field, $"{path}[{index}]");
            }
        }
    }

    void CheckMap(JsonElement value, FieldDescriptor element, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _violations.Add((path, "must be an object"));
            return;
        }

        foreach (var entry in value.EnumerateObject())
        {
            CheckValue(entry.Value, element, Short($"{path}.{entry.Name}"));
        }
    }

    void CheckValue(JsonElement value, FieldDescriptor field, string path)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            // Throws for text that is not Unicode.
            _ = value.GetString();
        }

        if (JsonFieldTypes.Refusal(field, value) is { } refusal)
        {
            _violations.Add((path, refusal));
        }
        else if (field.FieldType == FieldType.Message)
        {
            CheckMessage(value, field.MessageType, path + ".");
        }
    }

    static string Names(MessageDescriptor type) =>
        string.Join(", ", type.Fields.InDeclarationOrder().Take(MostNames).Select(field => field.JsonName));

    static string Short(string path) => new([.. path.Take(100).Where(character => character is >= ' ' and <= '~')]);
}
