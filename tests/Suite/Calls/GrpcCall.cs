using Google.Protobuf;
using Grpc.Core;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Calls;

/// <summary>Calls any method of the contract over gRPC by its descriptor.</summary>
static class GrpcCall
{
    public static async Task<IMessage> SendAsync(
        CallInvoker invoker, ContractMethod method, IMessage request, string? token)
    {
        Assert.False(method.Descriptor.IsServerStreaming, $"{method} answers a stream: teach this test to read it.");
        var options = new CallOptions(token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } });
        if (!method.Descriptor.IsClientStreaming)
        {
            return await invoker.AsyncUnaryCall(Method(method, MethodType.Unary), null, options, request);
        }

        using var call = invoker.AsyncClientStreamingCall(Method(method, MethodType.ClientStreaming), null, options);
        await WriteAsync(call.RequestStream, request);
        return await call;
    }

    static async Task WriteAsync(IClientStreamWriter<IMessage> stream, IMessage request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException)
        {
            // Answered before all was sent: the call has the status.
        }
    }

    static Method<IMessage, IMessage> Method(ContractMethod method, MethodType type) => new(
        type,
        method.Descriptor.Service.FullName,
        method.Descriptor.Name,
        Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
        Marshallers.Create(
            message => message.ToByteArray(), bytes => method.Descriptor.OutputType.Parser.ParseFrom(bytes)));
}
