using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Protocols;

public sealed class GrpcWebTests(Running running)
{
    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Calls_over_HTTP_1(GrpcWebMode mode)
    {
        using var channel = Channel(mode);

        var hub = await new SchoolDirectoryService.SchoolDirectoryServiceClient(channel).GetHubAsync(
            new GetHubRequest { Name = "hubs/x" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("hubs/x", hub.Name);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Passes_on_the_error_of_a_service(GrpcWebMode mode)
    {
        using var channel = Channel(mode);

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await new SchoolDirectoryService.SchoolDirectoryServiceClient(channel).GetHubAsync(
            new GetHubRequest { Name = "hubs/missing" }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((StatusCode.NotFound, "no such hub"), (error.StatusCode, error.Status.Detail));
    }

    GrpcChannel Channel(GrpcWebMode mode) => GrpcChannel.ForAddress(running.Gateway.RestAddress, new GrpcChannelOptions
    {
        HttpHandler = new GrpcWebHandler(mode, new HttpClientHandler()),
        HttpVersion = System.Net.HttpVersion.Version11,
    });
}
