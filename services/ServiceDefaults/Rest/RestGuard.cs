using System.Net.Mime;
using System.Text;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mastery.ServiceDefaults;

/// <summary>Refuses what JSON transcoding would silently accept or answer badly: unknown fields and parameters,
/// duplicate keys, foreign encodings, bodies without end.</summary>
sealed class RestGuard(RequestDelegate next, ILogger<RestGuard> log)
{
    /// <summary>What is said of a body of any other media type.</summary>
    internal const string NotJson = "The body must be application/json in UTF-8.";

    public async Task InvokeAsync(HttpContext context)
    {
        if (ErrorBody.IsGrpc(context.Request)
            || context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not { } rest)
        {
            await next(context);
            return;
        }

        var call = new RestCall(rest.MethodDescriptor.InputType, rest.HttpRule.Body)
        {
            Csv = CsvAnswer.Wanted(context, rest.MethodDescriptor),
        };
        context.RequestServices.GetRequiredService<CallScope>().Rest = call;
        if (rest.MethodDescriptor.IsServerStreaming)
        {
            context.Response.OnStarting(SayLines, context.Response);
        }

        try
        {
            await CheckAsync(context, rest, call);
        }
        catch (ApiError error)
        {
            await ErrorBody.WriteAsync(context, error);
            return;
        }

        var body = new RestResponseBody(context, call, log);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        await next(context);
        await body.FinishAsync();
    }

    /// <exception cref="ApiError">INVALID_ARGUMENT: an id in the path would hold a slash.</exception>
    public static void CheckPath(HttpRequest request)
    {
        if (request.Path.Value?.Contains("%2F", StringComparison.OrdinalIgnoreCase) ?? false)
        {
            throw ApiError.Malformed("A segment of the path holds an encoded '/'.");
        }
    }

    /// <summary>A stream of messages is a line of JSON for each.</summary>
    static Task SayLines(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status200OK } lines)
        {
            lines.ContentType = JsonLines.MediaType;
        }

        return Task.CompletedTask;
    }

    static async Task CheckAsync(HttpContext context, GrpcJsonTranscodingMetadata rest, RestCall call)
    {
        CheckPath(context.Request);
        QueryCheck.Run(context.Request.Query, rest.HttpRule, call);
        LeaveOutEmpty(context.Request);
        if (rest.HttpRule.Body.Length > 0)
        {
            await CheckBodyAsync(context, BodyType(call), call);
        }
    }

    /// <summary>A parameter without a value is as good as none, whatever its type.</summary>
    static void LeaveOutEmpty(HttpRequest request)
    {
        if (request.Query.Any(parameter => StringValues.IsNullOrEmpty(parameter.Value)))
        {
            request.QueryString = QueryString.Create(
                request.Query.Where(parameter => !StringValues.IsNullOrEmpty(parameter.Value)));
        }
    }

    static async Task CheckBodyAsync(HttpContext context, MessageDescriptor? type, RestCall call)
    {
        var request = context.Request;
        if (request.ContentType is null && request.ContentLength is null or 0)
        {
            // A verb without anything to say: its body may be left out.
            request.ContentType = MediaTypeNames.Application.Json;
            request.Body = new MemoryStream("{}"u8.ToArray());
            return;
        }

        var isMergePatch = IsMergePatch(request);
        var body = await ReadAsync(request, context.RequestAborted);
        JsonBodyCheck.Run(body, type, call);
        if (isMergePatch && type is not null && !request.Query.Keys.Any(IsUpdateMask))
        {
            request.QueryString = request.QueryString.Add("updateMask", MergePatch.Mask(body, type));
        }

        body = JsonNumbers.Normalise(JsonNulls.Remove(body));
        request.ContentType = MediaTypeNames.Application.Json;
        request.ContentLength = body.Length;
        request.Body = new MemoryStream(body);
    }

    /// <summary>Whether the body is a merge patch and not plain JSON.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is neither.</exception>
    static bool IsMergePatch(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
            || (media.Charset.HasValue && !HeaderUtilities.RemoveQuotes(media.Charset)
                .Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw ApiError.Malformed(NotJson);
        }

        return media.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) ? false
            : HttpMethods.IsPatch(request.Method)
                && media.MediaType.Equals(MergePatch.MediaType, StringComparison.OrdinalIgnoreCase) ? true
            : throw ApiError.Malformed(NotJson);
    }

    static bool IsUpdateMask(string parameter) => Masks.Snake(parameter) == "update_mask";

    static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Limits.MessageBytes)
        {
            throw ApiError.TooLarge(Limits.MessageBytes);
        }

        // Grows with what arrives: the announced length is only a promise.
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > Limits.MessageBytes)
            {
                throw ApiError.TooLarge(Limits.MessageBytes);
            }
        }

        var mark = Encoding.UTF8.Preamble;
        var bytes = body.ToArray();
        return bytes.AsSpan().StartsWith(mark) ? bytes[mark.Length..] : bytes;
    }

    static MessageDescriptor? BodyType(RestCall call) => call.Body == "*"
        ? call.Request
        : call.Request.FindFieldByName(call.Body) is { FieldType: FieldType.Message, IsRepeated: false } field
            ? field.MessageType : null;
}
