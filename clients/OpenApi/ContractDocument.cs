using System.Globalization;
using Mastery.Contracts;
using Mastery.OpenApi.Contract;
using Mastery.OpenApi.Endpoints;
using Mastery.OpenApi.Guides;
using Mastery.OpenApi.Operations;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi;

/// <summary>The OpenAPI document of the suite, made from the compiled contracts and their comments.</summary>
public static class ContractDocument
{
    /// <summary>Where the document is kept in a checkout.</summary>
    public const string Path = "protos/openapi.json";

    /// <summary>The document.</summary>
    public static OpenApiDocument Make()
    {
        var document = new OpenApiDocument
        {
            Info = new()
            {
                Title = "MasteryServices",
                Summary = "The programme Secondary Teaching for Mastery of England's Maths Hubs, as an API.",
                Description = GuideTexts.All(),
                Version = "v1",
                Contact = new() { Name = "The operator of the suite that serves this document" },
                License = new() { Name = "MIT", Identifier = "MIT" },
            },
            Servers = [Server()],
            Paths = new(),
            Tags = new HashSet<OpenApiTag>(Tags()),
        };
        var schemas = new SchemaSet(document);
        Security.AddTo(document);
        var errors = new ErrorResponses(document, schemas);
        AddContract(document, new(document, schemas, errors));
        new OwnEndpoints(document, schemas, errors).Add();
        document.RegisterComponents();
        return document;
    }

    /// <summary>The document as OpenAPI 3.1 in JSON.</summary>
    public static string Text()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Make().SerializeAsV31(new OpenApiJsonWriter(text));
        return $"{text}\n".ReplaceLineEndings("\n");
    }

    static OpenApiServer Server() => new()
    {
        Url = "/",
        Description = "The suite that serves this document: local, staging or production.",
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(false) },
    };

    static void AddContract(OpenApiDocument document, OperationSet operations)
    {
        foreach (var method in ContractIndex.Methods)
        {
            foreach (var route in method.Routes)
            {
                var path = RestPath.Of(method, route);
                if (!document.Paths.TryGetValue(path.Text, out var item))
                {
                    document.Paths[path.Text] = item = new OpenApiPathItem();
                }

                ((OpenApiPathItem)item).AddOperation(new(route.Verb), operations.Of(method, route, path));
            }
        }
    }

    static IEnumerable<OpenApiTag> Tags() =>
    [
        .. ContractIndex.Services.Select(service => new OpenApiTag
        {
            Name = OperationSet.Tag(service),
            Description = Comments.Of(service),
        }),
        .. OwnEndpoints.Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }),
    ];
}
