using System.Collections.Frozen;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Mastery.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Passes token, deadline and cancellation of the current call on to another service, and gives that
/// service's failures the meaning that they have for our caller. A unit of work that is of no call, or of another hub
/// than its call, calls with the service's own token for its hub.</summary>
sealed class PeerInterceptor(
    IHttpContextAccessor http, ServiceIdentity identity, TimeProvider time, string service) : Interceptor
{
    const string Authorization = "authorization";

    static readonly FrozenDictionary<string, ContractMethod> Methods =
        ContractIndex.Methods.ToFrozenDictionary(method => method.Path);

    /// <summary>The longest time that a service is waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>What holds the scope of the work at hand: of a unit of work, else of the call.</summary>
    IServiceProvider? Services => HubUnitOfWork.Current ?? http.HttpContext?.RequestServices;

    CallScope? Caller => Services?.GetRequiredService<CallScope>();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Forward(context));
        return new(TranslateAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers,
            call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Forward(context));
        return new(new TranslatingReader<TResponse>(this, call.ResponseStream), call.ResponseHeadersAsync,
            call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => throw NotForwarded(context.Method);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) => throw NotForwarded(context.Method);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) => throw NotForwarded(context.Method);

    ClientInterceptorContext<TRequest, TResponse> Forward<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options;
        var latest = time.GetUtcNow().UtcDateTime + Timeout;
        if (Caller is { } caller)
        {
            RequireStated(caller, context.Method.FullName);
            if (Services!.GetService<DbSession>() is { InTransaction: true })
            {
                throw new InvalidOperationException(
                    $"{caller.Method} asks '{service}' in a transaction: ask before the first write or lock.");
            }

            options = Authorized(options, caller).WithCancellationToken(
                options.CancellationToken.CanBeCanceled ? options.CancellationToken : caller.Cancellation);
            latest = caller.Deadline < latest ? caller.Deadline : latest;
        }

        return new(context.Method, context.Host, options.WithDeadline(options.Deadline ?? latest));
    }

    CallOptions Authorized(CallOptions options, CallScope caller) => HubUnitOfWork.Current is not null
        ? options.WithCredentials(identity.For(caller.Hub))
        : options.WithHeaders(
            [.. options.Headers ?? [], new(Authorization, http.HttpContext!.Request.Headers.Authorization.ToString())]);

    /// <summary>What a method asks of another service in the caller's name, its contract says: else a caller would
    /// learn of a scope that is missing only when the other service refuses. A token bound to a school needs more: the
    /// scope of what tells its departments.</summary>
    static void RequireStated(CallScope call, string asked)
    {
        if (call is { Bound: null, Contract: { } contract } && Methods.TryGetValue(asked, out var method)
            && method.Scopes.FirstOrDefault(scope => !MayUse(call, contract, scope)) is { } missing)
        {
            throw new InvalidOperationException(
                $"{call.Method} calls {asked} and does not state {missing} in (mastery.access.v1.extra_scopes); or "
                + "in optional_scopes, where it asks only for a token that has it.");
        }
    }

    static bool MayUse(CallScope call, MethodContract contract, string scope) => contract.Scopes.Contains(scope)
        || (contract.OptionalScopes.Contains(scope) && call.Scopes.Contains(scope));

    async Task<T> TranslateAsync<T>(Task<T> response)
    {
        try
        {
            return await response;
        }
        catch (RpcException failure) when (EndedByCaller(failure) is { } ended)
        {
            throw ended;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unauthenticated
            && HubUnitOfWork.Current is not null && Caller is { } caller)
        {
            // Our own token is void: no caller can mend that, and the next call has another.
            identity.Forget(caller.Hub);
            throw ApiError.Unavailable($"The service '{service}'");
        }
        catch (RpcException failure) when (PeerFailures.Translate(failure, service) is { } error)
        {
            throw error;
        }
    }

    /// <summary>The error where the call ended because our own caller cancelled or its deadline passed.</summary>
    ApiError? EndedByCaller(RpcException failure) =>
        failure.StatusCode is not (StatusCode.Cancelled or StatusCode.DeadlineExceeded)
        || Caller is not { } caller ? null
        : caller.Deadline <= time.GetUtcNow().UtcDateTime ? ApiError.DeadlineExceeded()
        : caller.Cancellation.IsCancellationRequested ? ApiError.Cancelled()
        : null;

    static NotSupportedException NotForwarded(IMethod method) =>
        new($"{method.FullName}: services call each other by asynchronous unary and server-streaming methods only.");

    sealed class TranslatingReader<T>(PeerInterceptor peer, IAsyncStreamReader<T> stream) : IAsyncStreamReader<T>
    {
        public T Current => stream.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            peer.TranslateAsync(stream.MoveNext(cancellationToken));
    }
}
