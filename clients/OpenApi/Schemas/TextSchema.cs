using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Validation.V1;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Schemas;

/// <summary>The schema of a text: its length, pattern and format.</summary>
static class TextSchema
{
    /// <summary>The characters of an id in a resource name.</summary>
    public const string Id = "[A-Za-z0-9._~-]{1,100}";

    const string Date = @"\d{4}-\d{2}-\d{2}";
    const int DateLength = 10;
    const string AcademicYear = @"20\d{2}-\d{2}";
    const int AcademicYearLength = 7;
    const int UuidLength = 36;

    /// <summary>The schema of one value.</summary>
    /// <param name="field">A field of text.</param>
    /// <param name="needed">Whether an empty text is refused. Anywhere else it says that there is no value, and answers
    /// have it; so they have where somebody was erased, and one schema is for requests and answers.</param>
    public static OpenApiSchema Of(FieldDescriptor field, bool needed)
    {
        var contract = ContractField.Of(field);
        needed &= !contract.Personal || IsOfRequest(field);
        var pattern = PatternOf(contract);
        return new()
        {
            Type = JsonSchemaType.String,
            MinLength = needed ? 1 : null,
            MaxLength = Longest(contract),
            Pattern = pattern is null ? null : needed ? $"^(?:{pattern})$" : $"^(?:{pattern})?$",
            Format = FormatOf(contract, needed),
        };
    }

    static bool IsOfRequest(FieldDescriptor field) =>
        field.ContainingType.Name.EndsWith("Request", StringComparison.Ordinal);

    /// <summary>The pattern of names of a resource.</summary>
    public static string PatternOf(NamePattern pattern) => string.Join(
        '/', pattern.Text.Split('/').Select(segment => segment.StartsWith('{') ? Id : segment));

    static string? PatternOf(ContractField field) => field switch
    {
        { Rules.Pattern: { Length: > 0 } pattern } => pattern,
        { Rules.Format: Rules.Types.Format.Date } => Date,
        { Rules.Format: Rules.Types.Format.AcademicYear } => AcademicYear,
        { NamePatterns: { Count: > 0 } patterns } => string.Join('|', patterns.Select(PatternOf)),
        _ => null,
    };

    static int Longest(ContractField field) => field switch
    {
        { Format: FieldInfo.Types.Format.Uuid4 } => UuidLength,
        { Rules.Format: Rules.Types.Format.Date } => DateLength,
        { Rules.Format: Rules.Types.Format.AcademicYear } => AcademicYearLength,
        _ => field.MaxLength,
    };

    // Empty text has none of the formats, so that a text that may be empty states its pattern only.
    static string? FormatOf(ContractField field, bool needed) => field switch
    {
        { Format: FieldInfo.Types.Format.Uuid4 } => "uuid",
        { Rules.Format: Rules.Types.Format.Date } when needed => "date",
        _ => null,
    };
}
