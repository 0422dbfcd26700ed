using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The forms in which an error is answered: the one place that says them.</summary>
sealed class ErrorBodies(SchemaSet schemas)
{
    static readonly MessageDescriptor[] Details =
    [
        ErrorInfo.Descriptor,
        BadRequest.Descriptor,
        PreconditionFailure.Descriptor,
        ResourceInfo.Descriptor,
        RetryInfo.Descriptor,
    ];

    static readonly StatusCode[] Codes = [.. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    /// <summary>The schema of each media type.</summary>
    public Dictionary<string, IOpenApiMediaType> ByMediaType() => new()
    {
        ["application/json"] = new OpenApiMediaType { Schema = Status() },
        ["application/problem+json"] = new OpenApiMediaType { Schema = Problem() },
    };

    /// <summary>The form that is answered where none is asked for.</summary>
    public IOpenApiSchema Status() => schemas.Component("Error", () => Object(
        "The body of every error: a `google.rpc.Status`. Programs decide by the `reason` of its `ErrorInfo`, people "
            + "read `message`.",
        ("code", Number(1, 16, "The canonical code of gRPC.")),
        ("status", CodeName()),
        ("message", Text("What went wrong and what to do next. It may change: do not parse it.", 1_200)),
        ("details", DetailList())));

    /// <summary>The form of RFC 9457, for callers that accept it.</summary>
    IOpenApiSchema Problem() => schemas.Component("Problem", () =>
    {
        var problem = Object(
            "The same error as a problem of RFC 9457, for callers that accept `application/problem+json`.",
            ("type", Text("A URN that ends with the reason.", 200)),
            ("title", Text("The reason in words.", 200)),
            ("status", Number(400, 599, "The HTTP status.")),
            ("detail", Text("What went wrong and what to do next. It may change: do not parse it.", 1_200)),
            ("code", CodeName()),
            ("reason", Reason()),
            ("details", DetailList()));
        problem.Properties!["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "Each wrong field, where fields are wrong.",
            MaxItems = 1_000,
            Items = Object(
                "A wrong field.",
                ("field", Text("Its path.", 1_000)),
                ("detail", Text("What is wrong with it.", 1_200))),
        };
        return problem;
    });

    OpenApiSchema DetailList() => new()
    {
        Type = JsonSchemaType.Array,
        Description = "One `ErrorInfo` with the reason, and what belongs to it.",
        MinItems = 1,
        MaxItems = 16,
        Items = new OpenApiSchema { AnyOf = [.. Details.Select(Detail)] },
    };

    IOpenApiSchema Detail(MessageDescriptor type) => schemas.Component(SchemaNames.Of(type), () =>
    {
        var schema = schemas.Fields(type, type.Fields.InDeclarationOrder());
        schema.Required = new HashSet<string> { "@type" };
        schema.Properties!["@type"] = Constant($"type.googleapis.com/{type.FullName}");
        if (type == ErrorInfo.Descriptor)
        {
            schema.Description = "Why the call failed, for programs.";
            schema.Properties["reason"] = Reason();
            schema.Properties["domain"] = Constant(ErrorStatus.Domain);
        }

        return schema;
    });

    IOpenApiSchema Reason() => schemas.Component("ErrorReason", () => new()
    {
        Type = JsonSchemaType.String,
        Description = string.Join('\n', ErrorReasons.All.Select(reason => $"- `{reason.Name}`: {reason.Comment}")),
        Enum = [.. ErrorReasons.All.Select(reason => (JsonNode)reason.Name)],
    });

    static OpenApiSchema CodeName() => new()
    {
        Type = JsonSchemaType.String,
        Description = "The name of the canonical code.",
        Enum = [.. Codes.Select(code => (JsonNode)ErrorReasons.NameOf(code))],
    };

    static OpenApiSchema Object(string description, params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = properties.Select(property => property.Name).ToHashSet(),
        Properties = properties.ToDictionary(property => property.Name, property => property.Schema),
    };

    static OpenApiSchema Constant(string value) => new() { Type = JsonSchemaType.String, Const = value };

    static OpenApiSchema Text(string description, int longest) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        MaxLength = longest,
    };

    static OpenApiSchema Number(int least, int most, string description) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Description = description,
    };
}
