using System.Net;
using Mastery.Contracts;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Routing;

/// <summary>Every method of the contract reaches the service that owns it, in every form that it has.</summary>
public sealed class EveryMethodTests(Running running)
{
    public static TheoryData<string> Paths => [.. ContractIndex.Methods.Select(method => method.Path)];

    public static TheoryData<string, string> Routes =>
        [.. ContractIndex.Methods.SelectMany(
            method => method.Routes.Select(route => (method.Path, $"{route.Verb} {Filled(route)}")))];

    [Theory, MemberData(nameof(Paths))]
    public async Task Is_reached_over_gRPC(string path)
    {
        using var response = await running.Gateway.Http2.CallAsync(path, echo: true);

        AssertServed(response, Owner(path), $"POST {path}");
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task Is_reached_over_gRPC_Web(string path)
    {
        using var response = await running.Gateway.Rest.CallAsync(path, "application/grpc-web+proto", echo: true);

        AssertServed(response, Owner(path), $"POST {path}");
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Is_reached_over_REST(string method, string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(route.Split(' ')[0]), route.Split(' ')[1]);
        request.Headers.Add("x-echo", "1");

        using var response = await running.Gateway.Rest.SendAsync(request, TestContext.Current.CancellationToken);

        AssertServed(response, Owner(method), route);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Refuses_another_HTTP_method(string method, string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, route.Split(' ')[1]);

        using var response = await running.Gateway.Rest.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(
            response.StatusCode is HttpStatusCode.MethodNotAllowed,
            $"{method}: PUT {route} was answered {response.StatusCode}.");
        Assert.Contains(route.Split(' ')[0], response.Content.Headers.Allow);
    }

    [Fact]
    public void The_contract_has_methods_to_test() => Assert.True(Paths.Count > 50);

    static void AssertServed(HttpResponseMessage response, string service, string asked)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            (service, asked),
            (response.Headers.GetValues("x-served-by").Single(), response.Headers.GetValues("x-asked-for").Single()));
    }

    static string Owner(string path) => path.Split('.')[1].Replace('_', '-');

    static string Filled(ContractRoute route) =>
        "/" + string.Join('/', route.Segments.Select(segment => segment.Replace("*", "a-1", StringComparison.Ordinal)));
}
