using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The headers of responses.</summary>
static class Headers
{
    public const string ETag = "ETag";
    public const string Link = "Link";
    public const string Location = "Location";
    public const string RequestId = "X-Request-Id";
    public const string RetryAfter = "Retry-After";
    public const string RateLimit = "RateLimit";
    public const string RateLimitPolicy = "RateLimit-Policy";
    public const string WwwAuthenticate = "WWW-Authenticate";

    static readonly Dictionary<string, (string Description, OpenApiSchema Schema)> Known = new()
    {
        [ETag] = ("The version of the resource, for If-Match and If-None-Match.", Text(100)),
        [Link] = ("Of a list as CSV: the next page, as `rel=\"next\"`. The last page has none.", Text(64 * 1024)),
        [Location] = ("The path of what was created.", new()
        {
            Type = JsonSchemaType.String,
            Format = "uri-reference",
            MaxLength = 2_000,
        }),
        [RequestId] = ("The caller's own id of the request, else its trace id, by which logs find it.", Text(64)),
        [RetryAfter] = ("How many seconds to wait before the request is repeated.", new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "0",
            Maximum = "86400",
        }),
        [RateLimit] = ("What is left of the limit, and when there is more.", Text(200)),
        [RateLimitPolicy] = ("The limit that is reached.", Text(200)),
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
