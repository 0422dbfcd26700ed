using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Protocols;

public sealed class GrpcTests(Running running)
{
    readonly SchoolDirectoryService.SchoolDirectoryServiceClient _directory = new(running.Gateway.Channel);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_with_the_callers_token()
    {
        var hub = await _directory.GetHubAsync(
            new GetHubRequest { Name = "hubs/x" },
            new Metadata { { "authorization", "Bearer x" } },
            cancellationToken: Cancellation);

        Assert.Equal(("hubs/x", "Bearer x"), (hub.Name, hub.DisplayName));
    }

    [Fact]
    public async Task Passes_on_the_error_of_a_service()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await _directory.GetHubAsync(new GetHubRequest { Name = "hubs/missing" }, cancellationToken: Cancellation));

        Assert.Equal((StatusCode.NotFound, "no such hub"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Ends_at_the_callers_deadline()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _directory.GetSchoolHistoryAsync(
            new GetSchoolHistoryRequest(),
            deadline: DateTime.UtcNow.AddMilliseconds(200),
            cancellationToken: Cancellation));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Passes_on_each_message_of_a_stream_as_it_arrives()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite);
        using var call = new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel).ImportSchools(
            cancellationToken: Cancellation);

        await call.RequestStream.WriteAsync(
            new ImportSchoolsRequest { Records = { new SchoolRecord { Urn = "100000" } } }, Cancellation);

        // The caller is still sending, and the service has the first part already.
        await WaitAsync(() => suite.Seen.Records.Count == 1);
        await call.RequestStream.CompleteAsync();
        Assert.Equal(1, (await call).CreatedCount);
    }

    [Fact]
    public async Task Streams_more_than_the_limit_of_a_body()
    {
        var part = new ImportSchoolsRequest();
        part.Records.AddRange(
            Enumerable.Range(0, 1000).Select(
                row => new SchoolRecord { Urn = $"{100_000 + row}", DisplayName = new string('x', 300) }));
        using var call = _directory.ImportSchools(cancellationToken: Cancellation);

        for (var count = 0; count < 40; count++)
        {
            await call.RequestStream.WriteAsync(part, Cancellation);
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(40_000, (await call).CreatedCount);
    }

    static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Cancellation);
        }
    }
}
