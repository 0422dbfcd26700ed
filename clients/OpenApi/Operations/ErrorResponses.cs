using System.Net;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>The responses of errors, one for each status.</summary>
sealed class ErrorResponses(OpenApiDocument document, SchemaSet schemas)
{
    /// <summary>The status that stands for all others.</summary>
    public const string Otherwise = "default";

    static readonly Dictionary<int, (string Meaning, string[] Headers)> Known = new()
    {
        [400] = ("The request is wrong, or the resource's state does not allow it.", []),
        [401] = ("The token is missing, expired or not valid here.", [Headers.WwwAuthenticate]),
        [403] = ("The token lacks a scope.", [Headers.WwwAuthenticate]),
        [404] = ("There is no such resource, or the caller may not know of it.", []),
        [409] = ("Another resource or another write is in the way.", []),
        [412] = ("The version of `If-Match` is not the present one: read again, then retry.", []),
        [413] = ("The body is larger than 4 MiB.", []),
        [415] = ("The body is of a media type or an encoding that is not taken here.", []),
        [429] = (
            "The caller has reached a limit.", [Headers.RetryAfter, Headers.RateLimit, Headers.RateLimitPolicy]),
        [503] = (
            "A service or its database cannot be reached just now: repeat the request.", [Headers.RetryAfter]),
    };

    /// <summary>The bodies of errors.</summary>
    public ErrorBodies Bodies { get; } = new(schemas);

    /// <summary>Refers to the response of a status.</summary>
    public IOpenApiResponse Of(int status) => Component(((HttpStatusCode)status).ToString(), () => Response(
        $"{Known[status].Meaning}{Reasons(status)}", Known[status].Headers));

    /// <summary>Refers to the response of every status that is not stated.</summary>
    public IOpenApiResponse Other() => Component("Other", () => Response(
        "Any other failure, for example 500 or 504.", [Headers.RetryAfter]));

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
        Content = Bodies.ByMediaType(),
    };

    static string Reasons(int status)
    {
        var reasons = ErrorReasons.Of(status).Select(reason => $"\n- `{reason.Name}`: {reason.Comment}").ToList();
        return reasons.Count > 0 ? $"\n{string.Concat(reasons)}" : "";
    }
}
