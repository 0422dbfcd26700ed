using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Mastery.ServiceDefaults;

/// <summary>Gives every method that may write one transaction: its request id is claimed first, its changes are logged
/// last, then it is committed. Methods without side effects pass.</summary>
sealed class UnitOfWorkInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var call = context.Call();
        return call.Contract is not { ReadOnly: false } contract
            ? continuation(request, context)
            : new WriteCall(context)
            {
                Rehearsal = contract.IsValidateOnly((IMessage)request),
                Digest = call.RequestId is null ? [] : RequestClaim.Digest(call.Method, (IMessage)request),
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

        // A stream is known by all of its messages, so its digest is only known at its end.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(call.Method));
        var reader = new CheckedReader<TRequest>(requestStream, message => Append(hash, call, (IMessage)message!));
        var first = await reader.PeekAsync(call.Cancellation);
        return await new WriteCall(context)
        {
            Rehearsal = first && contract.IsValidateOnly((IMessage)reader.Current!),
            WholeDigest = async () =>
            {
                await reader.DrainAsync(call.Cancellation);
                return hash.GetCurrentHash();
            },
        }.RunAsync(() => continuation(reader, context));
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
    static Task<bool> WithoutReplayAsync(ServerCallContext context, Func<Task> work)
    {
        context.Call().RequestId = null;
        return new WriteCall(context) { Digest = [] }.RunAsync(async () =>
        {
            await work();
            return true;
        });
    }

    static void Append(IncrementalHash hash, CallScope call, IMessage message)
    {
        if (call.RequestId is not null)
        {
            hash.AppendData(message.ToByteArray());
        }
    }
}
