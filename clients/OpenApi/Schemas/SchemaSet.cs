using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Schemas;

/// <summary>The schemas of the document, made from messages and enums as they are first used.</summary>
sealed class SchemaSet(OpenApiDocument document)
{
    const string PatchSuffix = "Patch";

    /// <summary>A message as answers and creations have it.</summary>
    public IOpenApiSchema Of(MessageDescriptor message) => message.File.Package == "google.protobuf"
        ? ValueSchema.OfWellKnown(message)
        : Component(SchemaNames.Of(message), () => Whole(message, message.Fields.InDeclarationOrder()));

    /// <summary>A message as an update has it: nothing in it is required.</summary>
    public IOpenApiSchema PatchOf(MessageDescriptor message) => Component(
        SchemaNames.Of(message) + PatchSuffix,
        () => Object(
            $"The fields of {SchemaNames.Of(message)} that an update changes.",
            message.Fields.InDeclarationOrder().Where(field => !IsSetByService(field)),
            field => Of(field, patch: true)));

    /// <summary>A request whose body has some of its fields.</summary>
    public IOpenApiSchema BodyOf(MessageDescriptor request, IEnumerable<FieldDescriptor> fields) =>
        Component(SchemaNames.Of(request), () => Whole(request, fields));

    /// <summary>The value of a field.</summary>
    public IOpenApiSchema Of(FieldDescriptor field, bool patch = false)
    {
        var needed = !patch && ContractField.Of(field).Required && !field.IsRepeated;
        return field switch
        {
            { IsMap: true } => Map(field),
            { IsRepeated: true } => FieldSchemas.List(field, Value(field, needed: true, patch: false)),
            _ => Value(field, needed, patch),
        };
    }

    /// <summary>An object of some fields, of which none is required.</summary>
    public OpenApiSchema Fields(MessageDescriptor message, IEnumerable<FieldDescriptor> fields) =>
        Object(Comments.Of(message), fields, field => Of(field));

    /// <summary>Adds a schema under a name, once, and refers to it.</summary>
    public IOpenApiSchema Component(string name, Func<OpenApiSchema> make)
    {
        var schemas = (document.Components ??= new()).Schemas ??= new SortedDictionary<string, IOpenApiSchema>(
            StringComparer.Ordinal);
        if (!schemas.ContainsKey(name))
        {
            // A message may contain itself.
            schemas[name] = new OpenApiSchema();
            schemas[name] = make();
        }

        return new OpenApiSchemaReference(name, document);
    }

    static bool IsSetByService(FieldDescriptor field) =>
        ContractField.Of(field) is { OutputOnly: true } or { Identifier: true };

    OpenApiSchema Whole(MessageDescriptor message, IEnumerable<FieldDescriptor> fields)
    {
        var all = fields.ToList();
        var schema = Fields(message, all);
        schema.Required = all.Where(field => ContractField.Of(field) is { Required: true, InputOnly: false })
            .Select(field => field.JsonName).ToHashSet();
        return schema;
    }

    static OpenApiSchema Object(
        string description, IEnumerable<FieldDescriptor> fields, Func<FieldDescriptor, IOpenApiSchema> schema) => new()
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Properties = fields.ToDictionary(
            field => field.JsonName, field => FieldSchemas.Described(field, schema(field))),
        };

    IOpenApiSchema Value(FieldDescriptor field, bool needed, bool patch) => field.FieldType switch
    {
        FieldType.String => TextSchema.Of(field, needed),
        FieldType.Enum => Of(field.EnumType),
        FieldType.Message when patch && Contract.Fields.IsStructure(field) => PatchOf(field.MessageType),
        FieldType.Message => Of(field.MessageType),
        _ => ValueSchema.OfScalar(field),
    };

    OpenApiSchema Map(FieldDescriptor field) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalProperties = Value(field.MessageType.FindFieldByNumber(2), needed: false, patch: false),
    };

    IOpenApiSchema Of(EnumDescriptor type) => Component(SchemaNames.Of(type), () => new()
    {
        Type = JsonSchemaType.String,
        Description = $"{Comments.Of(type)}\n\n" + string.Join('\n', type.Values.Select(value =>
            $"- `{value.Name}`: {(value.Number == 0 ? "No value." : Comments.Of(value))}")),
        Enum = [.. type.Values.Select(value => (JsonNode)value.Name)],
        Examples = [Examples.OfEnum(type)],
    });
}
