using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Schemas;

/// <summary>What the annotations of a field add to the schema of its value.</summary>
static class FieldSchemas
{
    /// <summary>The longest page of a list.</summary>
    const int LongestPage = 1_000;

    /// <summary>A list of values.</summary>
    public static OpenApiSchema List(FieldDescriptor field, IOpenApiSchema items)
    {
        var rules = ContractField.Of(field).Rules;
        var isPage = field.ContainingType.FindFieldByName("next_page_token") is not null;
        return new()
        {
            Type = JsonSchemaType.Array,
            Items = items,
            MinItems = rules is { MinItems: > 0 } ? (int)rules.MinItems : null,
            MaxItems = rules is { MaxItems: > 0 } ? (int)rules.MaxItems : isPage ? LongestPage : null,
        };
    }

    /// <summary>The schema with the field's comment, behaviour, scope and an example.</summary>
    public static IOpenApiSchema Described(FieldDescriptor field, IOpenApiSchema schema)
    {
        var contract = ContractField.Of(field);
        schema.Description = Description(field, contract);
        if (schema is OpenApiSchema own)
        {
            own.ReadOnly = IsReadOnly(contract);
            own.WriteOnly = contract.InputOnly;
            own.Examples = Examples.OfProperty(field) is { } example ? [example] : null;
        }
        else if (schema is OpenApiSchemaReference reference)
        {
            reference.ReadOnly = IsReadOnly(contract);
            reference.WriteOnly = contract.InputOnly;
        }

        return schema;
    }

    static bool IsReadOnly(ContractField field) => field.OutputOnly || field.Identifier;

    /// <summary>The comment, and in words what no keyword says.</summary>
    public static string Description(FieldDescriptor field, ContractField contract) => string.Join(' ', new[]
    {
        Comments.Of(field),
        contract.Immutable ? "It stays as it was created." : "",
        contract.Rules is { Hint: { Length: > 0 } hint } ? $"Must be {hint}." : "",
        contract.Scope.Length > 0 ? $"Only with the scope `{contract.Scope}`." : "",
        field.RealContainingOneof is { } choice
            ? $"At most one of {string.Join(", ", choice.Fields.Select(one => $"`{one.JsonName}`"))} is set."
            : "",
    }.Where(text => text.Length > 0));
}
