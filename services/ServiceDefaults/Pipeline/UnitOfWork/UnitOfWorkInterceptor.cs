using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Mastery.ServiceDefaults;

/// <summary>Gives every method that may write one transaction: its request id is claimed first, its changes are logged
/// last, then it is committed. A client's stream is taken in before. Methods without side effects pass.</summary>
sealed class UnitOfWorkInterceptor(SpoolBudget spools) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var call = context.Call();
        return call.Contract is not { ReadOnly: false } contract
            ? continuation(request, context)
            : new WriteCall(context)
            {
                ValidateOnly = contract.IsValidateOnly((IMessage)request),
                Digest = call.RequestId is null ? [] : RequestDigest.Of(contract, call.Bound, (IMessage)request),
            }.RunAsync(() => continuation(request, context));
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var call = context.Call();
        if (call.Contract is not { ReadOnly: false } contract)
        {
            return await continuation(requestStream, context);
        }

        using var digest = new RequestDigest(contract, call.Bound);
        using var spool = new RequestSpool<TRequest>(spools);
        var first = await spool.FillAsync(requestStream, call.RequestId is null ? null : digest, call.Cancellation);
        return await new WriteCall(context)
        {
            ValidateOnly = first is not null && contract.IsValidateOnly(first),
            Digest = digest.Value,
        }.RunAsync(() => continuation(spool, context));
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            context.Call().Contract is not { ReadOnly: false }
            ? continuation(request, responseStream, context)
            : WithoutReplayAsync(context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
            context.Call().Contract is not { ReadOnly: false }
            ? continuation(requestStream, responseStream, context)
            : WithoutReplayAsync(context, () => continuation(requestStream, responseStream, context));

    /// <summary>A streamed answer cannot be given again, so such a method has a transaction but no request
    /// id.</summary>
    static Task<IMessage?> WithoutReplayAsync(ServerCallContext context, Func<Task> work)
    {
        context.Call().RequestId = null;
        return new WriteCall(context) { Digest = [] }.RunAsync<IMessage?>(async () =>
        {
            await work();
            return null;
        });
    }
}
