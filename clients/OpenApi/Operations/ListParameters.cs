using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.OpenApi.Schemas;

namespace Mastery.OpenApi.Operations;

/// <summary>What the <c>filter</c> and <c>orderBy</c> of a list can name, from the annotations of the
/// resource.</summary>
static class ListParameters
{
    /// <summary>What such a parameter is for, with the fields that it can name; null for any other parameter.</summary>
    public static string? Description(ContractMethod method, FieldDescriptor parameter) => parameter.Name switch
    {
        "filter" => $"An AIP-160 filter over {Names(method, parameter)}.",
        "order_by" => $"An AIP-132 order by {Names(method, parameter)}; each with ` desc` for the reverse.",
        _ => null,
    };

    /// <summary>A value of the parameter; null where it is neither, or names no field.</summary>
    public static string? Example(ContractMethod method, FieldDescriptor parameter) =>
        Named(method, parameter).FirstOrDefault() is not { } field ? null
        : parameter.Name == "order_by" ? $"{field.Path} desc"
        : $"{field.Path} = {Value(field.Field)}";

    static string Names(ContractMethod method, FieldDescriptor parameter) =>
        string.Join(", ", Named(method, parameter).Select(field => $"`{field.Path}`"));

    static IEnumerable<ListField> Named(ContractMethod method, FieldDescriptor parameter) => parameter.Name switch
    {
        "filter" => Of(method),
        "order_by" => Of(method).Where(field => field.Orders),
        _ => [],
    };

    static IReadOnlyList<ListField> Of(ContractMethod method) =>
        method.Descriptor.OutputType.Fields.InDeclarationOrder()
            .FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message }) is { } rows
            ? ListField.Of(rows.MessageType)
            : [];

    static string Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => field.EnumType.Values.First(value => value.Number != 0).Name,
        FieldType.Bool => "true",
        _ => $"\"{Examples.Of(field)}\"",
    };
}
