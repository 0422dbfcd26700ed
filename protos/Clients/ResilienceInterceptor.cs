using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Mastery.Clients;

/// <summary>Adds deadline, <c>request_id</c> and retries to every unary call; streams pass unchanged.</summary>
sealed class ResilienceInterceptor(MasteryClientOptions options, TokenSource? tokens, TimeProvider time) : Interceptor
{
    readonly RetryPolicy _policy = new(options, tokens, time);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var bounded = WithDeadline(context);
        if (!RetryPolicy.Covers(context.Method))
        {
            return continuation(request, bounded);
        }

        var stamped = RequestIds.WithId(request);
        return new RepeatedCall<TResponse>(
            () => continuation(stamped, bounded), _policy, time, bounded.Options).Start();
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var bounded = WithDeadline(context);
        if (!RetryPolicy.Covers(context.Method))
        {
            return continuation(request, bounded);
        }

        var stamped = RequestIds.WithId(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return continuation(stamped, bounded);
            }
            catch (RpcException failure) when (_policy.DelayAfter(
                failure, attempt, bounded.Options.Deadline!.Value) is { } delay)
            {
                bounded.Options.CancellationToken.WaitHandle.WaitOne(delay);
            }
        }
    }

    ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class where TResponse : class =>
        context.Options.Deadline is not null
            ? context
            : new(
                context.Method,
                context.Host,
                context.Options.WithDeadline(time.GetUtcNow().UtcDateTime + options.Deadline));
}
