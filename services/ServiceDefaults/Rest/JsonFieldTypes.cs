using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>Whether a JSON value or a query parameter is one of its field's type, in the JSON form of protobuf. Ranges
/// and forms beyond the type are left to the contract's rules.</summary>
static class JsonFieldTypes
{
    /// <summary>What the value must be, as the end of "the field …"; null where it is that.</summary>
    /// <param name="field">The field, or the field whose element the value is.</param>
    /// <param name="value">A value that is not <c>null</c>.</param>
    public static string? Refusal(FieldDescriptor field, JsonElement value) => field.FieldType switch
    {
        FieldType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
        FieldType.Bytes => value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _) ? null
            : "must be text in base64",
        FieldType.Message when !IsText(field.MessageType) => value.ValueKind == JsonValueKind.Object
            || field.MessageType.File.Package == "google.protobuf" ? null : "must be an object",
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.UInt32 or FieldType.Fixed32 =>
            value.ValueKind == JsonValueKind.Number ? RefusalOfText(field, value.GetRawText())
                : WholeNumber(field) + ", without quotation marks",
        _ => value.ValueKind switch
        {
            JsonValueKind.String when field.FieldType == FieldType.String => null,
            JsonValueKind.String => RefusalOfText(field, value.GetString()!),
            JsonValueKind.Number when field.FieldType is not (FieldType.String or FieldType.Message) =>
                RefusalOfText(field, value.GetRawText()),
            _ => RefusalOfText(field, "") ?? "must be text",
        },
    };

    /// <summary>The same for a value that is written as text, as query parameters are.</summary>
    public static string? RefusalOfText(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Enum => IsOneOf(field.EnumType, text) ? null : OneOf(field.EnumType),
        FieldType.Bool => bool.TryParse(text, out _) ? null : "must be true or false",
        FieldType.Float or FieldType.Double =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "must be a number",
        FieldType.String or FieldType.Bytes or FieldType.Group => null,
        FieldType.Message => field.MessageType.FullName switch
        {
            "google.protobuf.Timestamp" => IsTime(text) ? null
                : "must be a time with its zone, for example 2025-09-01T09:00:00Z",
            "google.protobuf.Duration" => IsDuration(text) ? null : "must be a number of seconds, for example 1.5s",
            _ => null,
        },
        _ => IsWholeNumber(field, text) ? null : WholeNumber(field),
    };

    /// <summary>Types of google.protobuf that JSON writes as text.</summary>
    static bool IsText(MessageDescriptor type) =>
        type == Timestamp.Descriptor || type == Duration.Descriptor || type == FieldMask.Descriptor;

    static bool IsOneOf(EnumDescriptor type, string text) =>
        type.FindValueByName(text) is not null
        || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>The first value of every enum says that it is not specified, so it is no choice.</summary>
    static string OneOf(EnumDescriptor type) =>
        $"must be one of {string.Join(", ", type.Values.Skip(1).Select(value => value.Name))}";

    static bool IsWholeNumber(FieldDescriptor field, string text)
    {
        var (lowest, highest) = Range(field);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number >= lowest && number <= highest;
    }

    static string WholeNumber(FieldDescriptor field)
    {
        var (lowest, highest) = Range(field);
        return $"must be a whole number from {lowest} to {highest}";
    }

    static (decimal Lowest, decimal Highest) Range(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int.MinValue, int.MaxValue),
        FieldType.UInt32 or FieldType.Fixed32 => (uint.MinValue, uint.MaxValue),
        FieldType.UInt64 or FieldType.Fixed64 => (ulong.MinValue, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    static bool IsTime(string text) => text.Contains('T', StringComparison.Ordinal)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    static bool IsDuration(string text) => text.EndsWith('s')
        && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
