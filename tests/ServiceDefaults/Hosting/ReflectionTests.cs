using Grpc.Core;
using Grpc.Reflection.V1;
using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class ReflectionTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    static readonly Token Reader = new() { Hubs = [], Scopes = ["catalogue.read"] };

    [Fact]
    public async Task Lists_every_service_of_the_contract()
    {
        var answer = await AskAsync(library.Service, TestIssuer.Sign(Reader));

        Assert.Subset(answer.ListServicesResponse.Service.Select(service => service.Name).ToHashSet(),
            ContractIndex.Services.Select(service => service.FullName).ToHashSet());
    }

    [Fact]
    public async Task Needs_a_token()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => AskAsync(library.Service, token: null));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public async Task Needs_a_scope()
    {
        var token = TestIssuer.Sign(Reader with { Scopes = ["shelves.read"] });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => AskAsync(library.Service, token));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Contains("catalogue.read", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    public async Task Is_off_in_Production_and_where_switched_off(string environment, string? enabled, bool served)
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library",
            new Dictionary<string, string?> { ["environment"] = environment, ["Reflection:Enabled"] = enabled });

        var failure = await Record.ExceptionAsync(() => AskAsync(service, TestIssuer.Sign(Reader)));

        Assert.Equal(served ? null : StatusCode.Unimplemented, (failure as RpcException)?.StatusCode);
    }

    static async Task<ServerReflectionResponse> AskAsync(TestService service, string? token)
    {
        using var call = new ServerReflection.ServerReflectionClient(service.Channel(token)).ServerReflectionInfo();
        await call.RequestStream.SendAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(default));
        return call.ResponseStream.Current;
    }
}
