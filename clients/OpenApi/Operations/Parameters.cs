using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The parameters of an operation: in the path, in the query, and the headers.</summary>
sealed class Parameters(OpenApiDocument document, SchemaSet schemas)
{
    const string IdempotencyKey = "Idempotency-Key";

    const string IfMatch = "If-Match";
    const string IfNoneMatch = "If-None-Match";

    public List<IOpenApiParameter> Of(ContractMethod method, ContractRoute route, RestPath path) =>
    [
        .. path.Parameters.Select(OfPath),
        .. Fields.OfQuery(method, route).Select(field => OfQuery(method, field.Name, field.Field)),
        .. Headers(method),
    ];

    IEnumerable<OpenApiParameterReference> Headers(ContractMethod method)
    {
        if (method.Descriptor.InputType.FindFieldByName("request_id") is not null)
        {
            yield return Header(IdempotencyKey, RepeatedRequests);
        }

        if (Versions.AreKept(method))
        {
            yield return Header(IfMatch, () => EntityTag(
                IfMatch, "The version to change, as its ETag: another one is refused with 412."));
        }

        if (Versions.AreRead(method))
        {
            yield return Header(IfNoneMatch, () => EntityTag(
                IfNoneMatch, "The version that the caller has, as its ETag: it is not sent again (304)."));
        }
    }

    static OpenApiParameter OfPath(RestPath.Parameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The last id of `{parameter.Pattern}`."
            + (parameter.Lists ? " `-` stands for every id; over hubs that needs the scope `national.read`." : ""),
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = $"^{TextSchema.Id}$",
            MaxLength = 100,
        },
        Example = TextExamples.Id(parameter.Pattern),
    };

    OpenApiParameter OfQuery(ContractMethod method, string name, FieldDescriptor field)
    {
        var contract = ContractField.Of(field);
        return new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Required = contract.Required,
            Description = ListParameters.Description(method, field)
                ?? FieldSchemas.Description(field, contract),
            Schema = schemas.Of(field),
            Example = Example(method, field),
        };
    }

    static JsonNode? Example(ContractMethod method, FieldDescriptor field) =>
        ListParameters.Example(method, field) is { } example ? example
        : ContractField.Of(field).Required ? Examples.Of(field)
        : null;

    OpenApiParameterReference Header(string name, Func<OpenApiParameter> make)
    {
        var parameters = (document.Components ??= new()).Parameters ??=
            new SortedDictionary<string, IOpenApiParameter>(StringComparer.Ordinal);
        parameters.TryAdd(name, make());
        return new OpenApiParameterReference(name, document);
    }

    static OpenApiParameter EntityTag(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 1_000 },
    };

    static OpenApiParameter RepeatedRequests() => new()
    {
        Name = IdempotencyKey,
        In = ParameterLocation.Header,
        Description = "A UUID4, the same as `requestId`: a repetition of the request with it gets the first answer "
            + "again, for seven days.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", MaxLength = 36 },
    };
}
