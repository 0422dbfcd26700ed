using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Decides from the contract and the token whether a call may go on, and which hub it is about; withholds
/// from answers what the caller may not see, and enters who was answered what needs a scope of its own.</summary>
sealed class AccessInterceptor(
    ContractRegistry contracts, CallRateLimiter rates, Revocations revocations, IOptions<StreamOptions> streams,
    TimeProvider time, SecurityLog security) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (Enter(context) is not { Contract: { } contract } call)
        {
            return await continuation(request, context);
        }

        Admit(call, contract, (IMessage)request);
        var response = await continuation(request, context);
        await SensitiveReads.AnswerAsync(context, (IMessage)response);
        return response;
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (Enter(context) is not { Contract: { } contract } call)
        {
            return await continuation(requestStream, context);
        }

        using var watch = revocations.Watch(call.Caller);
        var paced = new PacedReader<TRequest>(requestStream, streams.Value, time, watch.Void);
        var response = await continuation(await FirstAsync(call, contract, paced), context);
        await SensitiveReads.AnswerAsync(context, (IMessage)response);
        return response;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (Enter(context) is not { Contract: { } contract } call)
        {
            await continuation(request, responseStream, context);
            return;
        }

        Admit(call, contract, (IMessage)request);
        await WhileValidAsync(
            call, () => continuation(request, Withholding(call, contract, context, responseStream), context));
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (Enter(context) is not { Contract: { } contract } call)
        {
            await continuation(requestStream, responseStream, context);
            return;
        }

        await WhileValidAsync(call, async () => await continuation(await FirstAsync(call, contract, requestStream),
            Withholding(call, contract, context, responseStream), context));
    }

    /// <summary>Cancels a stream of answers when its token becomes void.</summary>
    /// <exception cref="ApiError">UNAUTHENTICATED: it did.</exception>
    async Task WhileValidAsync(CallScope call, Func<Task> stream)
    {
        using var watch = revocations.Watch(call.Caller);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, watch.Void);
        call.Cancellation = either.Token;
        try
        {
            await stream();
        }
        catch (OperationCanceledException) when (watch.Void.IsCancellationRequested)
        {
            throw ApiError.TokenVoid();
        }
    }

    /// <summary>Checks the scopes. A method that no service registered passes only if it is the health service's, or
    /// reflection's with a scope.</summary>
    CallScope? Enter(ServerCallContext context)
    {
        var call = context.Call();
        call.Contract = contracts.Find(context.Method);
        var user = context.GetHttpContext().User;
        call.Caller = user is CallerPrincipal principal ? principal.Caller : Caller.Of(user);
        if (call.Contract is null)
        {
            return AdmitOther(call, context.Method);
        }

        // A token for one school or trust promises less than its hub: a method that does not say that it tells their
        // rows apart is closed to it.
        if (call.Bound is "" || (call.Bound is not null && !call.Contract.SchoolAccess))
        {
            throw ApiError.Bound();
        }

        RequireScopes(call, call.Contract);
        return call;
    }

    static CallScope? AdmitOther(CallScope call, string method)
    {
        if (method.StartsWith(ReflectionSetup.Prefix, StringComparison.Ordinal))
        {
            RequireScope(call, ReflectionSetup.Scope);
            return null;
        }

        return method.StartsWith("/grpc.health.v1.", StringComparison.Ordinal)
            ? null
            : throw new InvalidOperationException($"{method} was not mapped by MapService.");
    }

    static void RequireScopes(CallScope call, MethodContract contract)
    {
        foreach (var scope in contract.Scopes)
        {
            RequireScope(call, scope);
        }
    }

    static void RequireScope(CallScope call, string scope)
    {
        if (!call.Scopes.Contains(scope))
        {
            throw ApiError.PermissionDenied(scope);
        }
    }

    /// <summary>Waits for the first message of a stream, which names the hub and the request id of the whole
    /// call.</summary>
    async Task<IAsyncStreamReader<T>> FirstAsync<T>(CallScope call, MethodContract contract,
        IAsyncStreamReader<T> stream)
    {
        var reader = new CheckedReader<T>(stream, message => contract.RequestScopes.Require((IMessage)(object)message!,
            call.Scopes));
        if (await reader.PeekAsync(call.Cancellation))
        {
            Admit(call, contract, (IMessage)(object)reader.Current!);
        }
        else if (contract.Hub.HubOwned)
        {
            throw ApiError.Malformed("The stream is empty: its first message must say what it is about.");
        }

        return reader;
    }

    void Admit(CallScope call, MethodContract contract, IMessage request)
    {
        if (contract.Hub.HubOwned)
        {
            call.Hub = HubOf(call, contract, request);
        }
        else if (contract is { SpansHubs: true, ReadOnly: true })
        {
            // Of several hubs, the statement says which: every table that is read so has the hub in its condition.
            call.Hub = call.HubsOfToken;
        }

        if (!call.Counted && rates.Count(call.Actor, call.Hub) is { } refusal)
        {
            throw refusal;
        }

        if (contract.RequestScopes.None)
        {
            return;
        }

        contract.RequestScopes.Require(request, call.Scopes);
        if (contract is { UpdateMask: { } field, Resource: { } resource }
            && resource.Accessor.GetValue(request) is IMessage patch)
        {
            var mask = field.Accessor.GetValue(request) as FieldMask;
            RequireSeen(FieldScopes.Of(resource.MessageType), mask, patch, call);
        }
    }

    /// <summary>Refuses an update that would replace what the caller does not see.</summary>
    static void RequireSeen(FieldScopes fields, FieldMask? mask, IMessage patch, CallScope call)
    {
        if (mask is { Paths.Count: > 0 })
        {
            fields.Require(mask, call.Scopes);
        }
        else
        {
            fields.RequireSeenLists(patch, call.Scopes);
        }
    }

    /// <summary>The hub of the call. A hub outside the token is NOT_FOUND: whether it has such a resource is not
    /// told.</summary>
    string HubOf(CallScope call, MethodContract contract, IMessage request)
    {
        var name = contract.Hub.Name(request);
        var hub = name.HubId();
        if (hub.Length == 0)
        {
            // The request names no hub although the method wants one: no row is visible, and the contract refuses it
            // next.
            return "";
        }

        if (hub == "-")
        {
            return contract.ReadOnly && call.Scopes.Contains("national.read") ? "*"
                : contract.ReadOnly ? throw ApiError.PermissionDenied("national.read")
                : throw ApiError.Invalid("name", "a write names one hub");
        }

        if (hub == ResourceName.National && contract.NationalLogScope.Length > 0)
        {
            RequireScope(call, contract.NationalLogScope);
            return hub;
        }

        if (hub is ResourceName.National or "*" || !call.Caller.MayEnter(hub))
        {
            security.OtherHub(call, hub);
            throw ApiError.NotFound(contract.Hub.Type, name);
        }

        return hub;
    }

    static IServerStreamWriter<T> Withholding<T>(
        CallScope call, MethodContract contract, ServerCallContext context, IServerStreamWriter<T> stream) =>
        contract.ResponseScopes.None && !call.EntersRead ? stream : new WithholdingWriter<T>(stream, context);
}
