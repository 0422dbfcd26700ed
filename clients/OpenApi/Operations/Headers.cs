using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The headers of responses.</summary>
static class Headers
{
    public const string RequestId = "X-Request-Id";
    public const string RetryAfter = "Retry-After";
    public const string WwwAuthenticate = "WWW-Authenticate";

    static readonly Dictionary<string, (string Description, OpenApiSchema Schema)> Known = new()
    {
        [RequestId] = ("The caller's own id of the request, else its trace id, by which logs find it.", Text(64)),
        [RetryAfter] = ("How many seconds to wait before the request is repeated.", new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "0",
            Maximum = "86400",
        }),
        [WwwAuthenticate] = ("How to authenticate.", Text(1_000)),
    };

    /// <summary>Refers to headers.</summary>
    public static Dictionary<string, IOpenApiHeader> Of(OpenApiDocument document, IEnumerable<string> names)
    {
        var headers = (document.Components ??= new()).Headers ??=
            new SortedDictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        Dictionary<string, IOpenApiHeader> references = [];
        foreach (var name in names)
        {
            headers.TryAdd(name, new OpenApiHeader
            {
                Description = Known[name].Description,
                Schema = Known[name].Schema,
            });
            references[name] = new OpenApiHeaderReference(name, document);
        }

        return references;
    }

    static OpenApiSchema Text(int longest) => new() { Type = JsonSchemaType.String, MaxLength = longest };
}
