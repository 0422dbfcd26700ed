using Mastery.Contracts;
using Mastery.Gateway.Tests.Hosting;

using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Mastery.Gateway.Tests.Protocols;

public sealed class ReflectionTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_every_service_of_the_contract()
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(running.Gateway.Channel).ServerReflectionInfo(
            cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new V1.ServerReflectionRequest { ListServices = "" }, Cancellation);

        Assert.True(await call.ResponseStream.MoveNext(Cancellation));

        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Subset(names.ToHashSet(), ContractIndex.Services.Select(service => service.FullName).ToHashSet());
    }

    [Fact]
    public async Task Serves_clients_of_the_older_reflection_version_too()
    {
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(running.Gateway.Channel)
            .ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(
            new V1Alpha.ServerReflectionRequest { FileContainingSymbol = "mastery.participants.v1.WorkGroupService" },
            Cancellation);

        Assert.True(await call.ResponseStream.MoveNext(Cancellation));

        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
    }
}
