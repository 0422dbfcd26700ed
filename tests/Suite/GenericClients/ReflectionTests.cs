using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Mastery.Contracts;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.GenericClients;

/// <summary>A generic gRPC client finds out by reflection what it can call.</summary>
public sealed class ReflectionTests(RunningSuite suite)
{
    public static TheoryData<string> Services { get; } = [.. ContractIndex.Services.Select(
        service => service.FullName)];

    [Fact]
    public async Task Lists_every_service()
    {
        var answer = await AskAsync(new() { ListServices = "" });

        Assert.Empty(
            Services.Select(row => row.Data).Except(
                answer.ListServicesResponse.Service.Select(service => service.Name)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Describes_every_method(string service)
    {
        var answer = await AskAsync(new() { FileContainingSymbol = service });

        var described = answer.FileDescriptorResponse.FileDescriptorProto
            .Select(FileDescriptorProto.Parser.ParseFrom)
            .SelectMany(file => file.Service.Select(found => (Name: $"{file.Package}.{found.Name}", found.Method)))
            .Single(found => found.Name == service);
        Assert.Equal(
            ContractIndex.Services.Single(known => known.FullName == service).Methods.Select(method => method.Name),
            described.Method.Select(method => method.Name));
    }

    [Fact]
    public async Task Serves_clients_of_the_older_reflection_version_too()
    {
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(
            suite.Channel).ServerReflectionInfo(await HeadersAsync());
        await call.RequestStream.WriteAsync(new() { ListServices = "" });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));

        Assert.Contains(
            "mastery.participants.v1.WorkGroupService",
            call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }

    async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(suite.Channel).ServerReflectionInfo(
            await HeadersAsync());
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));
        return call.ResponseStream.Current;
    }

    async Task<Metadata> HeadersAsync() =>
        new() { { "authorization", $"Bearer {await suite.TokenAsync(RunningSuite.HubClient)}" } };
}
