using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Schemas;

/// <summary>Values that the contract takes, made from its annotations and comments.</summary>
static class Examples
{
    /// <summary>The example beside a property: only of texts and numbers, whose types say little.</summary>
    public static JsonNode? OfProperty(FieldDescriptor field) =>
        field.IsRepeated || field.FieldType is FieldType.Message or FieldType.Enum or FieldType.Bool || IsOpaque(field)
            ? null
            : Of(field);

    /// <summary>The body of a request.</summary>
    /// <param name="fields">The fields of the body.</param>
    /// <param name="patch">Whether it is an update: then one field that a caller may change.</param>
    public static JsonObject OfBody(IEnumerable<FieldDescriptor> fields, bool patch)
    {
        var sent = fields.Where(IsSent).ToList();
        return Object(patch
            ? sent.Where(field => !ContractField.Of(field).Immutable).Take(1)
            : sent);
    }

    /// <summary>The value of a field.</summary>
    public static JsonNode Of(FieldDescriptor field)
    {
        var value = field.FieldType switch
        {
            FieldType.String => TextExamples.Of(field),
            FieldType.Bool => true,
            FieldType.Enum => OfEnum(field.EnumType),
            FieldType.Message => OfMessage(field.MessageType),
            _ => Number(field),
        };
        return field.IsRepeated && !field.IsMap ? new JsonArray(value) : value;
    }

    /// <summary>The first value of an enum that is one.</summary>
    public static JsonNode OfEnum(EnumDescriptor type) => type.Values.First(value => value.Number != 0).Name;

    static JsonNode OfMessage(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => "2025-09-01T09:00:00Z",
        "google.protobuf.Duration" => "3600s",
        "google.protobuf.FieldMask" => "displayName",
        _ when type.File.Package == "google.protobuf" => new JsonObject(),
        _ => Object(type.Fields.InDeclarationOrder().Where(IsSent)),
    };

    static JsonObject Object(IEnumerable<FieldDescriptor> fields) => new(fields
        .Where(field => field.RealContainingOneof is not { } choice || choice.Fields[0] == field)
        .Select(field => KeyValuePair.Create<string, JsonNode?>(field.JsonName, Of(field))));

    // What callers write by themselves, without the tokens that earlier answers or retries give.
    static bool IsSent(FieldDescriptor field) =>
        ContractField.Of(field) is { OutputOnly: false, Identifier: false, Scope: "" }
        && !IsOpaque(field) && field.Name != "validate_only";

    static bool IsOpaque(FieldDescriptor field) => field.Name is "etag" or "page_token" or "request_id";

    static JsonNode Number(FieldDescriptor field)
    {
        var rules = ContractField.Of(field).Rules;
        var value = rules is { HasMinimum: true } ? rules.Minimum : 1;
        value = field.Name == "page_size" ? 50 : value;
        return field.FieldType is FieldType.Int64 or FieldType.UInt64 or FieldType.Fixed64 or FieldType.SFixed64
            or FieldType.SInt64
            ? $"{value}"
            : value;
    }
}
