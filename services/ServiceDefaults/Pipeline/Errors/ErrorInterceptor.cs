using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The one place where failures become answers: everything leaves as a <c>google.rpc.Status</c>, and nothing
/// of the inside leaks.</summary>
sealed partial class ErrorInterceptor(
    DatabaseFaults database, SecurityLog security, ILogger<ErrorInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = log.BeginScope(new CallLogScope(context.Call()));
        try
        {
            return await continuation(request, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = log.BeginScope(new CallLogScope(context.Call()));
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
        using var scope = log.BeginScope(new CallLogScope(context.Call()));
        try
        {
            await continuation(request, responseStream, Reach(context));
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = log.BeginScope(new CallLogScope(context.Call()));
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
        scope.Address = context.GetHttpContext().Connection.RemoteIpAddress;
        scope.Cancellation = context.CancellationToken;
        // JSON transcoding knows no deadline and says so by the zero of the type.
        scope.Deadline = context.Deadline == default ? DateTime.MaxValue : context.Deadline;
        return context;
    }

    RpcException Translate(Exception exception, ServerCallContext context)
    {
        var answer = ToAnswer(exception, context);
        context.Call().Rest?.Fail(answer.GetRpcStatus()!);
        return answer;
    }

    RpcException ToAnswer(Exception exception, ServerCallContext context)
    {
        var cancelled = context.CancellationToken.IsCancellationRequested;
        if (exception is RpcException refusal && ErrorBody.ReasonOf(refusal) is not null)
        {
            // Another service refused what was asked in the caller's name: that is the answer.
            return new RpcException(refusal.Status, ErrorBody.DetailsOf(refusal));
        }

        var error = exception switch
        {
            ApiError known => known,
            InvalidProtocolBufferException => ApiError.Malformed("The request is not a readable message."),
            BadHttpRequestException => ApiError.Malformed("The request could not be read."),
            // Thrown by the server's own reader of the caller's stream; those of other services have been translated.
            RpcException { StatusCode: StatusCode.ResourceExhausted } => ApiError.TooLarge(Limits.MessageBytes),
            _ => PostgresErrors.Classify(exception, cancelled),
        };
        if (exception is PostgresException postgres)
        {
            database.Note(postgres);
            if (PostgresErrors.IsOperatorsConcern(postgres))
            {
                LogOperatorsConcern(error!.Message);
            }
        }

        security.Refused(context.Call(), error);
        error ??= cancelled ? Stopped(context) : Unexpected(exception, context);
        return (context.Call().Contract is { ReadOnly: true } ? error.ForRead() : error).ToRpcException();
    }

    static ApiError Stopped(ServerCallContext context) =>
        context.Call().Deadline <= DateTime.UtcNow ? ApiError.DeadlineExceeded() : ApiError.Cancelled();

    ApiError Unexpected(Exception exception, ServerCallContext context)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? context.GetHttpContext().TraceIdentifier;
        LogUnexpected(exception, context.Method, trace);
        return ApiError.Internal(trace);
    }

    [LoggerMessage(LogLevel.Error, "{Message}")]
    partial void LogOperatorsConcern(string message);

    [LoggerMessage(LogLevel.Error, "{Method} failed unexpectedly, trace {TraceId}")]
    partial void LogUnexpected(Exception exception, string method, string traceId);
}
