using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Mastery.Errors.V1;
using Mastery.FocusCatalogue.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.GenericClients;

/// <summary>gRPC-Web over HTTP/1.1, as browsers use it, at the REST address.</summary>
public sealed class GrpcWebTests(RunningSuite suite)
{
    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Answers(GrpcWebMode mode)
    {
        using var channel = Channel(mode);
        var client = new FocusCatalogueService.FocusCatalogueServiceClient(channel);

        var answer = await client.ResolveCodeAsync(new() { Code = "NCP24-14b" }, await HeadersAsync());

        Assert.Equal("projects/NCP24-14/foci/b", Assert.Single(answer.Foci).Name);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Refuses_with_status_message_and_details(GrpcWebMode mode)
    {
        using var channel = Channel(mode);
        var client = new FocusCatalogueService.FocusCatalogueServiceClient(channel);
        var headers = await HeadersAsync();

        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            () => client.GetProjectAsync(new() { Name = "projects/NCP99-99" }, headers).ResponseAsync);
        await Refused.WithAsync(
            StatusCode.Unauthenticated,
            ErrorReason.TokenInvalid,
            () => client.GetProjectAsync(new() { Name = "projects/NCP24-14" }).ResponseAsync);
    }

    GrpcChannel Channel(GrpcWebMode mode) => GrpcChannel.ForAddress(suite.Rest, new()
    {
        HttpHandler = new GrpcWebHandler(mode, new SocketsHttpHandler()),
        HttpVersion = HttpVersion.Version11,
        HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    });

    async Task<Metadata> HeadersAsync() =>
        new() { { "authorization", $"Bearer {await suite.TokenAsync(RunningSuite.HubClient)}" } };
}
