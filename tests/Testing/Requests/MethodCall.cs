using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Mastery.Testing;

/// <summary>Calls any method of a contract over gRPC by its descriptor.</summary>
public static class MethodCall
{
    /// <summary>Sends one message and waits for the answer, the first message of a streamed one.</summary>
    /// <param name="invoker">Where to send it.</param>
    /// <param name="method">The method.</param>
    /// <param name="request">Its request.</param>
    /// <param name="token">A written token to send with it; null where the channel sends one, or none shall be.</param>
    public static async Task<IMessage> SendAsync(
        CallInvoker invoker, MethodDescriptor method, IMessage request, string? token = null)
    {
        var options = new CallOptions(token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } });
        if (method.IsServerStreaming)
        {
            using var stream = invoker.AsyncServerStreamingCall(
                Method(method, MethodType.ServerStreaming), null, options, request);
            return await stream.ResponseStream.MoveNext(default)
                ? stream.ResponseStream.Current
                : Messages.Empty(method.OutputType);
        }

        if (!method.IsClientStreaming)
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

    static Method<IMessage, IMessage> Method(MethodDescriptor method, MethodType type) => new(
        type,
        method.Service.FullName,
        method.Name,
        Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
        Marshallers.Create(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
}
