using System.Globalization;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Validation.V1;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Schemas;

/// <summary>The schema of a value that is no message of the contract.</summary>
static class ValueSchema
{
    const double LargestReal = 1e15;
    const string Duration = @"^-?\d{1,12}(\.\d{1,9})?s$";
    const int LongestDuration = 24;

    /// <summary>The schema of a number or flag.</summary>
    public static OpenApiSchema OfScalar(FieldDescriptor field)
    {
        var rules = ContractField.Of(field).Rules;
        return field.FieldType switch
        {
            FieldType.Bool => new() { Type = JsonSchemaType.Boolean },
            FieldType.Double or FieldType.Float => Number(
                JsonSchemaType.Number, "double", Least(rules, -LargestReal), Most(rules, LargestReal)),
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Number(
                JsonSchemaType.Integer, "int32", Least(rules, Smallest(field)), Most(rules, int.MaxValue)),
            FieldType.UInt32 or FieldType.Fixed32 => Number(
                JsonSchemaType.Integer, "int64", Least(rules, 0), Most(rules, uint.MaxValue)),
            FieldType.Bytes => new() { Type = JsonSchemaType.String, Format = "byte" },
            _ => LongInteger,
        };
    }

    /// <summary>The schema of a value type of <c>google.protobuf</c>.</summary>
    public static OpenApiSchema OfWellKnown(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => new() { Type = JsonSchemaType.String, Format = "date-time", MaxLength = 35 },
        "google.protobuf.Duration" => new()
        {
            Type = JsonSchemaType.String,
            Pattern = Duration,
            MaxLength = LongestDuration,
        },
        "google.protobuf.FieldMask" => new()
        {
            Type = JsonSchemaType.String,
            Pattern = @"^(\*|[A-Za-z0-9_.]+(,[A-Za-z0-9_.]+)*)?$",
            MaxLength = ContractField.LongestText,
        },
        "google.protobuf.Struct" => new() { Type = JsonSchemaType.Object },
        "google.protobuf.Empty" => new() { Type = JsonSchemaType.Object, MaxProperties = 0 },
        _ => throw new InvalidOperationException($"How is {type.FullName} written as JSON? Say so here."),
    };

    // JSON's numbers are doubles to many programs, which would round these.
    static OpenApiSchema LongInteger => new()
    {
        Type = JsonSchemaType.String,
        Format = "int64",
        Pattern = @"^-?\d{1,19}$",
        MaxLength = 20,
    };

    static OpenApiSchema Number(JsonSchemaType type, string format, double least, double most) => new()
    {
        Type = type,
        Format = format,
        Minimum = least.ToString("0", CultureInfo.InvariantCulture),
        Maximum = most.ToString("0", CultureInfo.InvariantCulture),
    };

    // The services refuse a negative size of a page themselves.
    static double Smallest(FieldDescriptor field) => field.Name == "page_size" ? 0 : int.MinValue;

    static double Least(Rules? rules, double otherwise) => rules is { HasMinimum: true } ? rules.Minimum : otherwise;

    static double Most(Rules? rules, double otherwise) => rules is { HasMaximum: true } ? rules.Maximum : otherwise;
}
