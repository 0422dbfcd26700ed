using System.Net.Mime;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Csv;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Mastery.ServiceDefaults;

/// <summary>Answers a page of a list as CSV (RFC 4180) to who accepts <c>text/csv</c>, with a <c>Link</c> to the next
/// page. Errors stay JSON.</summary>
static class CsvAnswer
{
    const string PageToken = "page_token";
    const string ContentType = "text/csv; charset=utf-8; header=present";

    /// <summary>The list that is wanted as CSV: the caller names <c>text/csv</c> and does not prefer JSON. Null where
    /// the answer is JSON.</summary>
    public static CsvList? Wanted(HttpContext context, MethodDescriptor method)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || CsvList.Of(method) is not { } list)
        {
            return null;
        }

        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var csv = Quality(context.Request, MediaTypeNames.Text.Csv);
        return csv > 0 && csv > Quality(context.Request, MediaTypeNames.Application.Json) ? list : null;
    }

    /// <summary>Writes the page in the place of its JSON.</summary>
    public static async Task WriteAsync(HttpContext context, CsvList list, IMessage page)
    {
        using var body = new MemoryStream();
        list.Write(page, body);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        if (list.NextPageToken(page) is { Length: > 0 } token)
        {
            context.Response.Headers.Link = $"<{Next(context.Request, token)}>; rel=\"next\"";
        }

        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    static string Next(HttpRequest request, string token)
    {
        var others = request.Query.Where(parameter => Masks.Snake(parameter.Key) != PageToken);
        var query = QueryString.Create(others).Add("pageToken", token);
        return UriHelper.BuildRelative(request.PathBase, request.Path, query);
    }

    static double Quality(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            ? accepted.Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                .Select(type => type.Quality ?? 1).DefaultIfEmpty().Max()
            : 0;
}
