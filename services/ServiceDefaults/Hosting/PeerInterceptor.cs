using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Passes token, deadline and cancellation of the call at hand on to a peer, and says which peer is
/// down.</summary>
sealed class PeerInterceptor(IHttpContextAccessor http, TimeProvider time, string service) : Interceptor
{
    const string Authorization = "authorization";

    /// <summary>How long a peer is waited for when the caller names no deadline.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Forward(context));
        return new(NameAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers,
            call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Forward(context));

    ClientInterceptorContext<TRequest, TResponse> Forward<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options;
        if (http.HttpContext is { } caller)
        {
            var scope = caller.RequestServices.GetRequiredService<CallScope>();
            var latest = time.GetUtcNow().UtcDateTime + Patience;
            var token = caller.Request.Headers.Authorization.ToString();
            Metadata headers = [.. options.Headers ?? [], new(Authorization, token)];
            options = options.WithHeaders(headers)
                .WithDeadline(options.Deadline ?? (scope.Deadline < latest ? scope.Deadline : latest))
                .WithCancellationToken(
                    options.CancellationToken.CanBeCanceled ? options.CancellationToken : scope.Cancellation);
        }

        return new(context.Method, context.Host, options);
    }

    async Task<T> NameAsync<T>(Task<T> response)
    {
        try
        {
            return await response;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable
            || (exception.StatusCode == StatusCode.DeadlineExceeded && !(Deadline <= time.GetUtcNow().UtcDateTime)))
        {
            throw ApiError.Unavailable($"The service '{service}'");
        }
    }

    DateTime? Deadline => http.HttpContext?.RequestServices.GetRequiredService<CallScope>().Deadline;
}
