using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Failures;

public sealed class BadRequestTests(Running running)
{
    const int TooMuch = (4 * 1024 * 1024) + 1;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_over_REST(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/hubs")
        {
            Content = new StringContent(new string(' ', TooMuch), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await running.Gateway.Rest.SendAsync(request, Cancellation);

        var body = await response.AssertRestErrorAsync(
            HttpStatusCode.RequestEntityTooLarge, StatusCode.ResourceExhausted, "REQUEST_TOO_LARGE");
        Assert.Equal(
            "4194304", body.GetProperty("details")[0].GetProperty("metadata").GetProperty("limit_bytes").GetString());
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_by_the_service_over_gRPC()
    {
        var request = new CreateHubRequest { HubId = new string('x', TooMuch) };

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await new SchoolDirectoryService.SchoolDirectoryServiceClient(running.Gateway.Channel)
            .CreateHubAsync(request, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Another_media_type_is_refused_over_REST()
    {
        using var response = await running.Gateway.Rest.PostAsync(
            "/v1/hubs", new StringContent("<hub/>", Encoding.UTF8, "application/xml"), Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.UnsupportedMediaType, StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task Another_media_type_is_refused_at_a_gRPC_method()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        using var response = await running.Gateway.Http2.PostAsync(
            "/mastery.participants.v1.SchoolDirectoryService/GetHub", content, Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.UnsupportedMediaType, StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task Grpc_over_HTTP_1_is_refused_with_advice()
    {
        using var response = await running.Gateway.Rest.CallAsync(
            "/mastery.participants.v1.SchoolDirectoryService/GetHub");

        var status = await response.AssertGrpcErrorAsync(StatusCode.InvalidArgument, "MALFORMED_REQUEST");
        Assert.Contains("HTTP/2", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_host_is_refused_over_REST()
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, "AllowedHosts=api.example");

        using var response = await gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        await response.AssertRestErrorAsync(HttpStatusCode.BadRequest, StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task Another_host_is_refused_over_gRPC()
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, "AllowedHosts=api.example");

        using var response = await gateway.Http2.CallAsync("/mastery.participants.v1.SchoolDirectoryService/GetHub");

        await response.AssertGrpcErrorAsync(StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_at_the_service_too()
    {
        await using var suite = await TestSuite.StartAsync();
        await using var gateway = await TestGateway.StartAsync(suite);
        using var stop = new CancellationTokenSource();

        var call = gateway.Rest.GetAsync("/v1/schools/100000:history", stop.Token);
        await suite.Seen.Waiting.Task.WaitAsync(Cancellation);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await suite.Seen.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task An_announced_length_alone_takes_no_memory()
    {
        const int Callers = 200;
        var before = GC.GetTotalAllocatedBytes();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => AnnounceAsync()));

        // Other tests run meanwhile: half of what was announced is more than they and these connections take.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Callers * (long)TooMuch / 2);
    }

    [Fact]
    public async Task The_gateway_still_answers_after_requests_that_break_off()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(running.Gateway.RestAddress.Host, running.Gateway.RestAddress.Port, Cancellation);
            await client.GetStream().WriteAsync(
                "POST /v1/hubs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8
                    .ToArray(),
                Cancellation);
        }

        using var response = await running.Gateway.Rest.GetAsync("/v1/hubs/x", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_encoded_slash_stays_in_one_segment()
    {
        using var response = await running.Gateway.Rest.GetAsync("/v1/hubs/x%2Fplans", Cancellation);

        Assert.Contains("x%2Fplans", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    // Sends one byte of four mebibytes, and waits until the gateway has given the rest up.
    async Task AnnounceAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(running.Gateway.RestAddress.Host, running.Gateway.RestAddress.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes("POST /v1/hubs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {TooMuch - 1}\r\n\r\n{{"),
            Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
        try
        {
            await stream.CopyToAsync(Stream.Null, Cancellation);
        }
        catch (IOException)
        {
            // The gateway has closed the connection.
        }
    }
}
