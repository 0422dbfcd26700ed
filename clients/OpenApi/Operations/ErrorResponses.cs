using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.OpenApi.Contract;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The body of every error, and the responses that have it.</summary>
sealed class ErrorResponses(OpenApiDocument document, SchemaSet schemas)
{
    /// <summary>The status that stands for all others.</summary>
    public const string Otherwise = "default";

    const string Prefix = "ERROR_REASON_";

    static readonly MessageDescriptor[] Details =
    [
        ErrorInfo.Descriptor,
        BadRequest.Descriptor,
        PreconditionFailure.Descriptor,
        ResourceInfo.Descriptor,
        RetryInfo.Descriptor,
    ];

    /// <summary>What happened, where that is not said by the reasons of the contract alone.</summary>
    static readonly Dictionary<int, string> Meanings = new()
    {
        [400] = "The request is wrong, or the resource's state does not allow it.",
        [401] = "The token is missing, expired or not valid here.",
        [403] = "The token lacks a scope.",
        [404] = "There is no such resource, or the caller may not know of it.",
        [409] = "Another resource or another write is in the way.",
        [413] = "The body is larger than 4 MiB.",
        [415] = "The body is of a media type that is not taken here.",
        [429] = "The caller has reached a limit.",
        [503] = "A service or its database cannot be reached just now: repeat the request.",
        [504] = "The answer was not ready in time.",
    };

    /// <summary>The media types of an error.</summary>
    static readonly string[] MediaTypes = ["application/json"];

    /// <summary>Refers to the response of a status.</summary>
    public IOpenApiResponse Of(int status) => Component(((HttpStatusCode)status).ToString(), () => Response(
        $"{Meanings[status]}{Reasons(status)}",
        status switch
        {
            401 => [Headers.WwwAuthenticate],
            429 or 503 => [Headers.RetryAfter],
            _ => [],
        }));

    /// <summary>Refers to the response of every status that is not stated.</summary>
    public IOpenApiResponse Other() => Component("Other", () => Response(
        "Any other failure, for example 429, 500, 503 or 504.", [Headers.RetryAfter]));

    OpenApiResponseReference Component(string name, Func<OpenApiResponse> make)
    {
        var responses = (document.Components ??= new()).Responses ??=
            new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        if (!responses.ContainsKey(name))
        {
            responses[name] = make();
        }

        return new(name, document);
    }

    OpenApiResponse Response(string description, IEnumerable<string> headers) => new()
    {
        Description = description,
        Headers = Headers.Of(document, [Headers.RequestId, .. headers]),
        Content = MediaTypes.ToDictionary(type => type, _ => (IOpenApiMediaType)new OpenApiMediaType
        {
            Schema = Body(),
        }),
    };

    IOpenApiSchema Body() => schemas.Component("Error", () => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The body of every error: a `google.rpc.Status`. Programs decide by the `reason` of its "
            + "`ErrorInfo`, people read `message`.",
        Required = new HashSet<string> { "code", "message", "details" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "1",
                Maximum = "16",
                Description = "The canonical code of gRPC: "
                    + string.Join(", ", Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)
                        .Select(code => $"{(int)code} {CodeName(code)}")) + ".",
                Examples = [3],
            },
            ["message"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "What went wrong and what to do next. It may change: do not parse it.",
                MaxLength = 1_200,
            },
            ["details"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "One `ErrorInfo` with the reason, and what belongs to it.",
                MinItems = 1,
                MaxItems = 16,
                Items = new OpenApiSchema { AnyOf = [.. Details.Select(Detail)] },
            },
        },
    });

    IOpenApiSchema Detail(MessageDescriptor type) => schemas.Component(SchemaNames.Of(type), () =>
    {
        var schema = schemas.Fields(type, type.Fields.InDeclarationOrder());
        schema.Required = new HashSet<string> { "@type" };
        schema.Properties!["@type"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Const = $"type.googleapis.com/{type.FullName}",
        };
        if (type == ErrorInfo.Descriptor)
        {
            schema.Description = "Why the call failed, for programs.";
            schema.Properties["reason"] = Reason();
            schema.Properties["domain"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Const = ErrorStatus.Domain,
            };
        }

        return schema;
    });

    static OpenApiSchema Reason() => new()
    {
        Type = JsonSchemaType.String,
        Description = string.Join('\n', ReasonValues()
            .Select(reason => $"- `{reason.Name[Prefix.Length..]}`: {Comments.Of(reason)}")),
        Enum = [.. ReasonValues().Select(reason => (JsonNode)reason.Name[Prefix.Length..])],
    };

    /// <summary>The reasons that an error of this status has, from the comments of the contract, which begin with the
    /// canonical code.</summary>
    static string Reasons(int status)
    {
        var reasons = ReasonValues().Where(reason => StatusOf(Comments.Of(reason)) == status)
            .Select(reason => $"\n- `{reason.Name[Prefix.Length..]}`: {AfterCode(Comments.Of(reason))}").ToList();
        return reasons.Count > 0 ? $"\n{string.Concat(reasons)}" : "";
    }

    static IEnumerable<EnumValueDescriptor> ReasonValues() =>
        ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason)).Values
            .Where(value => value.Number != 0);

    static int StatusOf(string comment) => Enum.GetValues<StatusCode>()
        .Where(code => comment.StartsWith($"{CodeName(code)}.", StringComparison.Ordinal))
        .Select(ErrorStatus.HttpStatus).FirstOrDefault();

    static string AfterCode(string comment) => comment[(comment.IndexOf('.', StringComparison.Ordinal) + 2)..];

    /// <summary><c>InvalidArgument</c> is <c>INVALID_ARGUMENT</c>.</summary>
    static string CodeName(StatusCode code) => Words.Sentence(code.ToString()).Replace(' ', '_')
        .ToUpper(CultureInfo.InvariantCulture);
}
