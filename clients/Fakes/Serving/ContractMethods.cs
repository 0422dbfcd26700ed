using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Mastery.Contracts;

namespace Mastery.Fakes.Serving;

/// <summary>Serves every method of the contract by its descriptor.</summary>
sealed class ContractMethods : IServiceMethodProvider<Dispatcher>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Dispatcher> context)
    {
        foreach (var method in ContractIndex.Methods)
        {
            var descriptor = method.Descriptor;
            switch (descriptor.IsClientStreaming, descriptor.IsServerStreaming)
            {
                case (false, false):
                    context.AddUnaryMethod(Of(descriptor, MethodType.Unary), [],
                        (dispatcher, request, call) => dispatcher.CallAsync(descriptor, [request], call));
                    break;
                case (true, false):
                    context.AddClientStreamingMethod(Of(descriptor, MethodType.ClientStreaming), [],
                        async (dispatcher, requests, call) => await dispatcher.CallAsync(
                            descriptor, await requests.ReadAllAsync(call.CancellationToken).ToListAsync(), call));
                    break;
                default:
                    // Answered with UNIMPLEMENTED by the server itself: a fake has no change log to watch.
                    break;
            }
        }
    }

    static Method<IMessage, IMessage> Of(MethodDescriptor method, MethodType type) => new(
        type, method.Service.FullName, method.Name, MarshallerOf(method.InputType), MarshallerOf(method.OutputType));

    static Marshaller<IMessage> MarshallerOf(MessageDescriptor type) =>
        new(message => message.ToByteArray(), type.Parser.ParseFrom);
}
