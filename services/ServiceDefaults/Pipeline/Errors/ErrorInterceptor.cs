using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>The one place where failures become answers: everything leaves as a <c>google.rpc.Status</c>, and nothing
/// of the inside leaks.</summary>
sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    static ServerCallContext Reach(ServerCallContext context)
    {
        var scope = context.Call();
        scope.Reached = true;
        scope.Method = context.Method;
        scope.Cancellation = context.CancellationToken;
        return context;
    }

    RpcException Translate(Exception exception, ServerCallContext context)
    {
        var cancelled = context.CancellationToken.IsCancellationRequested;
        var error = exception switch
        {
            ApiError known => known,
            InvalidProtocolBufferException => ApiError.Malformed("The request is not a readable message."),
            BadHttpRequestException => ApiError.Malformed("The request could not be read."),
            RpcException rpc => FromPeer(rpc),
            _ => PostgresErrors.Classify(exception, cancelled),
        };
        error ??= cancelled ? Stopped(context) : Unexpected(exception, context);
        return error.ToRpcException();
    }

    /// <summary>A peer's refusal of this very call's frames, or a peer service that is down; anything else is unexpected.</summary>
    static ApiError? FromPeer(RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Unavailable => ApiError.Unavailable("A service that this one needs"),
        StatusCode.DeadlineExceeded => ApiError.Of(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
            "The call's deadline passed before the answer was ready."),
        StatusCode.ResourceExhausted => ApiError.TooLarge(Limits.MessageBytes),
        _ => null,
    };

    static ApiError Stopped(ServerCallContext context) => context.Deadline <= DateTime.UtcNow
        ? ApiError.Of(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, "The call's deadline passed before the answer was ready.")
        : ApiError.Of(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller cancelled the call.");

    ApiError Unexpected(Exception exception, ServerCallContext context)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? context.GetHttpContext().TraceIdentifier;
        LogUnexpected(exception, context.Method, trace);
        return ApiError.Internal(trace);
    }

    [LoggerMessage(LogLevel.Error, "{Method} failed unexpectedly, trace {TraceId}")]
    partial void LogUnexpected(Exception exception, string method, string traceId);
}
