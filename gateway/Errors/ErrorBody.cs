using System.Collections.Frozen;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Mastery.Errors.V1;
using Mastery.Gateway.Edge;

namespace Mastery.Gateway.Errors;

/// <summary>Writes the one error body: <c>google.rpc.Status</c>, as JSON for REST, in place of trailers for
/// gRPC.</summary>
static class ErrorBody
{
    const string Domain = "mastery-services";
    const string Prefix = "ERROR_REASON_";

    static readonly JsonFormatter Json =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    static readonly FrozenDictionary<ErrorReason, string> Reasons = System.Enum
        .GetValues<ErrorReason>()
        .ToFrozenDictionary(
        reason => reason,
        reason => ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name[Prefix.Length..]);

    /// <summary>Answers a request whose answer has not begun; one that has is cut off, so that nobody takes it for
    /// whole.</summary>
    public static Task AnswerAsync(this HttpContext context, GatewayError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        RequestIdentity.Apply(context);
        return context.Request.IsGrpc() ? AnswerGrpc(context, ToStatus(error)) : AnswerJson(context, error);
    }

    static Task AnswerGrpc(HttpContext context, Google.Rpc.Status status)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = context.Request.IsGrpcWeb() ? context.Request.ContentType : "application/grpc";
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        return Task.CompletedTask;
    }

    static Task AnswerJson(HttpContext context, GatewayError error)
    {
        var status = ToStatus(error);
        context.Response.StatusCode = error.HttpStatus;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (status.Details.FirstOrDefault(detail => detail.Is(RetryInfo.Descriptor)) is { } retry)
        {
            context.Response.Headers.RetryAfter = retry.Unpack<RetryInfo>().RetryDelay.Seconds.ToString(
                CultureInfo.InvariantCulture);
        }

        SecurityHeaders.Apply(context.Response);
        return context.Response.WriteAsync(Json.Format(status), CancellationToken.None);
    }

    static Google.Rpc.Status ToStatus(GatewayError error)
    {
        var info = new ErrorInfo { Reason = Reasons[error.Reason], Domain = Domain };
        info.Metadata.Add(error.Metadata.ToDictionary());
        var status =
            new Google.Rpc.Status { Code = (int)error.Code, Message = error.Message, Details = { Any.Pack(info) } };
        status.Details.AddRange(error.Details.Select(Any.Pack));
        return status;
    }
}
