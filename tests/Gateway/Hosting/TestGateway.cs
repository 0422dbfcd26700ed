using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>A real gateway on free ports, and clients of each of its protocols.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    readonly WebApplication _app;

    TestGateway(WebApplication app)
    {
        _app = app;
        // Endpoints are bound in the order of their names.
        (GrpcAddress, RestAddress) = (new(app.Urls.First()), new(app.Urls.Last()));
        Rest = new HttpClient { BaseAddress = RestAddress };
        // Nothing is negotiated in cleartext: the gRPC address speaks HTTP/2 from the first byte.
        Http2 = new HttpClient
        {
            BaseAddress = GrpcAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Channel = GrpcChannel.ForAddress(GrpcAddress);
    }

    public Uri GrpcAddress { get; }

    public Uri RestAddress { get; }

    public HttpClient Rest { get; }

    public HttpClient Http2 { get; }

    public GrpcChannel Channel { get; }

    public static Task<TestGateway> StartAsync(TestSuite suite, params string[] settings) =>
        StartAsync(suite.Addresses, settings);

    public static async Task<TestGateway> StartAsync(
        IReadOnlyDictionary<string, string> services, params string[] settings)
    {
        var app = GatewayApp.Build(
        [
            "--Kestrel:Endpoints:Grpc:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:Grpc:Protocols=Http2",
            "--Kestrel:Endpoints:Rest:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:Rest:Protocols=Http1",
            "--Logging:LogLevel:Default=None", "--Health:Interval=00:00:00.05",
            .. services.Select(service => $"--Services:{service.Key}={service.Value}"),
            .. settings.Select(setting => $"--{setting}"),
        ]);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Stops it, as a signal does; cancelled, it waits no longer.</summary>
    public Task StopAsync(CancellationToken enough) => _app.StopAsync(enough);

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        Http2.Dispose();
        Channel.Dispose();
        await _app.DisposeAsync();
    }
}
