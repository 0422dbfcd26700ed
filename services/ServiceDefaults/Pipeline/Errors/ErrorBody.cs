using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;
using Enum = System.Enum;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Mastery.ServiceDefaults;

/// <summary>The one error body: <c>google.rpc.Status</c>, in trailers for gRPC and as JSON for REST.</summary>
static class ErrorBody
{
    const string Domain = "mastery-services";
    const string Prefix = "ERROR_REASON_";
    const string Details = "grpc-status-details-bin";

    /// <summary>The detail types, which the JSON form needs to know by name.</summary>
    public static readonly TypeRegistry Types = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));

    static readonly FrozenDictionary<ErrorReason, string> Names = Enum.GetValues<ErrorReason>().ToFrozenDictionary(
        reason => reason,
        reason => ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name[Prefix.Length..]);

    public static Google.Rpc.Status ToStatus(this ApiError error)
    {
        var info = new ErrorInfo { Reason = Names[error.Reason], Domain = Domain };
        info.Metadata.Add(error.Metadata.ToDictionary());
        var status = new Google.Rpc.Status { Code = (int)error.Code, Message = error.Message };
        status.Details.Add(Any.Pack(info));
        status.Details.AddRange(error.Details.Where(detail => detail.CalculateSize() > 0).Select(Any.Pack));
        return status;
    }

    /// <summary>The error as grpc-dotnet and JSON transcoding send it.</summary>
    public static RpcException ToRpcException(this ApiError error) => error.ToStatus().ToRpcException();

    /// <summary>The reason that a service of the suite gave for an error, or null where none of them made it.</summary>
    public static ErrorReason? ReasonOf(RpcException exception) =>
        exception.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Domain: Domain } info
            ? Enum.GetValues<ErrorReason>().FirstOrDefault(reason => Names[reason] == info.Reason)
            : null;

    /// <summary>The trailer that holds the whole error, without whatever else the other service sent.</summary>
    public static Metadata DetailsOf(RpcException exception) =>
        [.. exception.Trailers.Where(trailer => trailer.Key == Details)];

    /// <summary>Answers <paramref name="error"/> on a response that has not started, in the caller's own
    /// protocol.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        if (IsGrpc(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "application/grpc";
            WriteTrailers(context.Response.Headers, error);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = HttpStatus(error.Code);
        return WriteJsonAsync(context.Response, error);
    }

    /// <summary>Writes the JSON form and leaves the response's own HTTP status, which may say more (404, 405,
    /// 415).</summary>
    public static Task WriteJsonAsync(HttpResponse response, ApiError error)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = null;
        return response.WriteAsync(Json.Format(error.ToStatus()));
    }

    /// <summary>Puts <paramref name="error"/> where a call's trailers are, in place of what is there.</summary>
    public static void WriteTrailers(IHeaderDictionary trailers, ApiError error)
    {
        var status = error.ToStatus();
        trailers["grpc-status"] = status.Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        trailers["grpc-message"] = Uri.EscapeDataString(status.Message);
        trailers[Details] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
    }

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) ?? false;

    static int HttpStatus(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange =>
            StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
