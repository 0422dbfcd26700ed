using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Protocols;

/// <summary>Reflection is the services': they check the token, which the gateway only passes on.</summary>
public sealed class ReflectionTests(Running running)
{
    const string Method = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    const string OlderMethod = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

    [Theory]
    [InlineData("Reflection:Enabled=true", Method)]
    [InlineData("Reflection:Enabled=true", OlderMethod)]
    [InlineData("environment=Development", Method)]
    public async Task Is_forwarded_to_access(string setting, string path)
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, setting);

        using var response = await gateway.Http2.CallAsync(path, echo: true);

        Assert.Equal("access", response.Headers.GetValues("x-served-by").Single());
    }

    [Theory]
    [InlineData("environment=Production", Method)]
    [InlineData("environment=Production", OlderMethod)]
    [InlineData("Reflection:Enabled=false", Method)]
    public async Task Is_off_in_Production_and_where_it_is_switched_off(string setting, string path)
    {
        await using var gateway = await TestGateway.StartAsync(running.Suite, setting);

        using var response = await gateway.Http2.CallAsync(path, echo: true);

        await response.AssertGrpcErrorAsync(StatusCode.Unimplemented, "METHOD_NOT_FOUND");
    }
}
