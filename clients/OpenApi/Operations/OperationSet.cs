using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Csv;
using Mastery.OpenApi.Contract;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The operations of the contract: one for each REST form of a method.</summary>
sealed class OperationSet(OpenApiDocument document, SchemaSet schemas, ErrorResponses errors)
{
    // A page is a message of 4 MiB at most; as text it is four times that at most.
    const int LongestText = 16 * 1024 * 1024;

    // A record takes 64 bytes at least, and a stream has 64 MiB at most.
    const int MostRecords = 1024 * 1024;

    const string Json = "application/json";

    static readonly HashSet<string> Repeated =
    [
        .. ContractIndex.Methods.GroupBy(method => method.Descriptor.Name)
            .Where(same => same.Count() > 1).Select(same => same.Key),
    ];

    readonly Parameters _parameters = new(document, schemas);

    /// <summary>The operation of one form of a method.</summary>
    public OpenApiOperation Of(ContractMethod method, ContractRoute route, RestPath path) => new()
    {
        OperationId = Id(method, route),
        Summary = Words.Sentence(method.Descriptor.Name),
        Description = Description(method),
        Tags = new HashSet<OpenApiTagReference> { new(Tag(method.Descriptor.Service), document) },
        Parameters = _parameters.Of(method, route, path),
        RequestBody = Body(method, route),
        Responses = Responses(method, route, path),
        Security = [Security.Requirement(document, method.Scopes)],
    };

    /// <summary>The tag of a service.</summary>
    public static string Tag(Google.Protobuf.Reflection.ServiceDescriptor service) =>
        Words.Sentence(service.Name.EndsWith("Service", StringComparison.Ordinal) ? service.Name[..^7] : service.Name);

    static string Id(ContractMethod method, ContractRoute route)
    {
        var name = Words.LowerFirst(method.Descriptor.Name);
        var unique = Repeated.Contains(method.Descriptor.Name)
            ? Words.LowerFirst(method.Descriptor.Service.Name) + method.Descriptor.Name
            : name;
        return route == method.Routes[0] ? unique : $"{unique}By{Words.Sentence(route.Verb.ToLowerInvariant())}";
    }

    static string Description(ContractMethod method)
    {
        var scopes = string.Join(" and ", method.Scopes.Select(scope => $"`{scope}`"));
        var word = method.Scopes.Count > 1 ? "scopes" : "scope";
        var optional = string.Concat(method.OptionalScopes.Select(scope => $" It checks more with `{scope}`."));
        return $"{Comments.Of(method.Descriptor)}\n\nNeeds the {word} {scopes}.{optional} "
            + $"Over gRPC: `{method.Path[1..]}`.";
    }

    OpenApiRequestBody? Body(ContractMethod method, ContractRoute route)
    {
        if (route.Body.Length == 0)
        {
            return null;
        }

        if (method.TakesStreamedBody)
        {
            return StreamedBody(method.Descriptor.InputType.FindFieldByName(route.Body).MessageType);
        }

        var request = method.Descriptor.InputType;
        var patch = route.Verb == "PATCH";
        var fields = route.Body == "*"
            ? [.. Fields.OfWholeBody(request, route)]
            : request.FindFieldByName(route.Body).MessageType.Fields.InDeclarationOrder();
        var schema = route.Body == "*" ? schemas.BodyOf(request, fields)
            : patch ? schemas.PatchOf(request.FindFieldByName(route.Body).MessageType)
            : schemas.Of(request.FindFieldByName(route.Body).MessageType);
        return new()
        {
            Required = fields.Any(field => ContractField.Of(field).Required) || patch,
            Content = MediaTypes(patch).ToDictionary(type => type, _ => (IOpenApiMediaType)new OpenApiMediaType
            {
                Schema = schema,
                Example = Examples.OfBody(fields, patch),
            }),
        };
    }

    /// <summary>Records that are read as they arrive: one on each line, or all in an array.</summary>
    OpenApiRequestBody StreamedBody(MessageDescriptor record)
    {
        var example = Examples.OfBody(record.Fields.InDeclarationOrder(), patch: false);
        return new()
        {
            Description = "Any number of records, read as they arrive: one as JSON on each line "
                + $"({JsonLines.MediaType}), or all in a JSON array ({Json}).",
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [JsonLines.MediaType] = new OpenApiMediaType { Schema = schemas.Of(record), Example = example },
                [Json] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        MaxItems = MostRecords,
                        Items = schemas.Of(record),
                    },
                    Example = new JsonArray(example.DeepClone()),
                },
            },
        };
    }

    static string[] MediaTypes(bool patch) =>
        patch ? [Json, "application/merge-patch+json"] : [Json];

    OpenApiResponses Responses(ContractMethod method, ContractRoute route, RestPath path)
    {
        var responses = new OpenApiResponses { [Versions.AreCreated(method) ? "201" : "200"] = Success(method) };
        if (Versions.AreRead(method))
        {
            responses["304"] = NotModified();
        }

        foreach (var status in Statuses.Of(method, route, path))
        {
            responses[$"{status}"] = errors.Of(status);
        }

        responses[ErrorResponses.Otherwise] = errors.Other();
        return responses;
    }

    OpenApiResponse Success(ContractMethod method) => new()
    {
        Description = method.Descriptor.OutputType.File.Package == "google.protobuf" ? "It is done."
            : method.MediaTypes.Count > 0 ? "The file."
            : $"{Words.FirstSentence(Comments.Of(method.Descriptor.OutputType))}.",
        Headers = Headers.Of(document,
        [
            Headers.RequestId,
            .. Versions.AreAnswered(method) ? [Headers.ETag] : Array.Empty<string>(),
            .. Versions.AreCreated(method) ? [Headers.Location] : Array.Empty<string>(),
            .. CsvList.Of(method.Descriptor) is null ? Array.Empty<string>() : [Headers.Link],
        ]),
        Content = Content(method),
    };

    Dictionary<string, IOpenApiMediaType> Content(ContractMethod method)
    {
        if (method.MediaTypes.Count > 0)
        {
            return method.MediaTypes.ToDictionary(
                type => type, type => (IOpenApiMediaType)new OpenApiMediaType { Schema = File(type) });
        }

        Dictionary<string, IOpenApiMediaType> content = new()
        {
            // A stream of messages is a line of JSON for each.
            [method.Descriptor.IsServerStreaming ? JsonLines.MediaType : Json] =
                new OpenApiMediaType { Schema = schemas.Of(method.Descriptor.OutputType) },
        };
        if (CsvList.Of(method.Descriptor) is { } list)
        {
            content["text/csv"] = new OpenApiMediaType { Schema = Csv(list) };
        }

        return content;
    }

    static OpenApiSchema File(string mediaType) => mediaType == Json
        ? new() { Type = JsonSchemaType.Object }
        : new() { Type = JsonSchemaType.String, MaxLength = LongestText };

    static OpenApiSchema Csv(CsvList list) => new()
    {
        Type = JsonSchemaType.String,
        MaxLength = LongestText,
        Description = "The page as CSV (RFC 4180, UTF-8), for callers that accept `text/csv`. Columns: "
            + string.Join(", ", list.Columns.Names.Select(name => $"`{name}`")) + ".",
    };

    OpenApiResponse NotModified() => new()
    {
        Description = "The caller has this version.",
        Headers = Headers.Of(document, [Headers.RequestId, Headers.ETag]),
    };
}
