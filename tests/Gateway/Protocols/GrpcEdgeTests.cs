using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

/// <summary>What ASP.NET Core and grpc-dotnet would take or answer otherwise than gRPC does.</summary>
public sealed class GrpcEdgeTests(Running running)
{
    const string GetHub = "/mastery.participants.v1.SchoolDirectoryService/GetHub";
    const string Check = "/grpc.health.v1.Health/Check";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GetHub + "/")]
    [InlineData("/mastery.participants.v1.SchoolDirectoryService/getHub")]
    [InlineData("/Mastery.Participants.V1.SchoolDirectoryService/GetHub")]
    [InlineData(Check + "/")]
    [InlineData("/grpc.health.v1.health/check")]
    public async Task Another_spelling_of_a_method_is_UNIMPLEMENTED(string path)
    {
        using var response = await running.Gateway.Http2.CallAsync(path);

        await response.AssertGrpcErrorAsync(StatusCode.Unimplemented, "METHOD_NOT_FOUND");
    }

    [Fact]
    public async Task Another_spelling_is_UNIMPLEMENTED_over_gRPC_Web()
    {
        using var response = await running.Gateway.Rest.CallAsync(GetHub + "/", "application/grpc-web");

        await response.AssertGrpcErrorAsync(StatusCode.Unimplemented, "METHOD_NOT_FOUND", "application/grpc-web");
    }

    [Theory]
    [InlineData(GetHub, "0S")]
    [InlineData(GetHub, "00000000n")]
    [InlineData(Check, "0m")]
    public async Task A_timeout_of_zero_is_over_already(string path, string timeout)
    {
        using var response = await SendAsync(path, new byte[5], timeout);

        await response.AssertGrpcErrorAsync(StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED");
    }

    [Theory]
    [InlineData(GetHub, "10S")]
    [InlineData(Check, "010S")]
    public async Task A_timeout_that_only_begins_with_zero_or_holds_one_is_not(string path, string timeout)
    {
        using var response = await SendAsync(path, new byte[5], timeout);

        await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData(Check, "0000000003FFFFFF")]
    [InlineData(Check, "00000000FF0A")]
    [InlineData(Check, "")]
    [InlineData("/grpc.health.v1.Health/Watch", "0000000003FFFFFF")]
    public async Task A_message_that_cannot_be_read_is_the_callers_fault(string path, string frame)
    {
        using var response = await SendAsync(path, Convert.FromHexString(frame));

        await response.AssertGrpcErrorAsync(StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string? timeout = null)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/grpc") } };
        if (timeout is not null)
        {
            content.Headers.Add("grpc-timeout", timeout);
        }

        return await running.Gateway.Http2.PostAsync(path, content, Cancellation);
    }
}
