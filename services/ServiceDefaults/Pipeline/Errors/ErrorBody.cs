using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace Mastery.ServiceDefaults;

/// <summary>Answers an <see cref="ApiError"/> as an <see cref="ErrorStatus"/>: in trailers for gRPC and as JSON for
/// REST.</summary>
static class ErrorBody
{
    /// <summary>The error as grpc-dotnet and JSON transcoding send it.</summary>
    public static RpcException ToRpcException(this ApiError error) => error.ToStatus().ToRpcException();

    /// <summary>The reason that a service of the suite gave for an error, or null where none of them made it.</summary>
    public static ErrorReason? ReasonOf(RpcException exception) => ErrorStatus.ReasonOf(exception.GetRpcStatus());

    /// <summary>The trailer that holds the whole error, without whatever else the other service sent.</summary>
    public static Metadata DetailsOf(RpcException exception) =>
        [.. exception.Trailers.Where(trailer => trailer.Key == ErrorStatus.DetailsTrailer)];

    /// <summary>Answers <paramref name="error"/> on a response that has not started, in the caller's own
    /// protocol.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        if (!IsGrpc(context.Request))
        {
            var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
            return WriteAsync(context, (isRead ? error.ForRead() : error).ToStatus());
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        WriteTrailers(context.Response.Headers, error);
        return Task.CompletedTask;
    }

    /// <summary>Answers an error over REST.</summary>
    public static Task WriteAsync(HttpContext context, Google.Rpc.Status error)
    {
        context.Response.StatusCode = RestErrorHeaders.StatusOf(error, context.Request);
        return WriteRestAsync(context, error);
    }

    /// <summary>Answers an error over REST and leaves the response's own HTTP status, which may say more (404, 405,
    /// 415).</summary>
    public static Task WriteRestAsync(HttpContext context, Google.Rpc.Status error)
    {
        var response = context.Response;
        var (type, body) = ErrorStatus.ToBody(error, response.StatusCode, context.Request.Headers.Accept);
        response.ContentType = type + "; charset=utf-8";
        response.ContentLength = null;
        RestErrorHeaders.Apply(response, error);
        return response.WriteAsync(body);
    }

    /// <summary>Puts <paramref name="error"/> where a call's trailers are, in place of what is there.</summary>
    public static void WriteTrailers(IHeaderDictionary trailers, ApiError error)
    {
        foreach (var (key, value) in ErrorStatus.ToTrailers(error.ToStatus()))
        {
            trailers[key] = value;
        }
    }

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The error as a status.</summary>
    public static Google.Rpc.Status ToStatus(this ApiError error) =>
        ErrorStatus.Of(error.Code, error.Reason, error.Message, error.Metadata, error.Details);
}
