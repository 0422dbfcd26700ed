using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Mastery.Gateway.Tests.Hosting;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Protocols;

/// <summary>With a certificate, one address serves every protocol.</summary>
public sealed class TlsTests(Running running) : IDisposable
{
    readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pfx");
    readonly X509Certificate2 _certificate = NewCertificate();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_REST_and_gRPC_at_one_address()
    {
        await File.WriteAllBytesAsync(_file, _certificate.Export(X509ContentType.Pfx), Cancellation);
        await using var gateway = await TestGateway.StartAsync(
            running.Suite, $"Kestrel:Endpoints:Rest:Certificate:Path={_file}",
            "Kestrel:Endpoints:Rest:Url=https://127.0.0.1:0", "Kestrel:Endpoints:Rest:Protocols=Http1AndHttp2");
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback =
                    (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString(),
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = gateway.RestAddress };
        using var channel = GrpcChannel.ForAddress(gateway.RestAddress, new GrpcChannelOptions { HttpClient = http });

        using var response = await http.GetAsync("/v1/hubs/x", Cancellation);
        var hub = await new SchoolDirectoryService.SchoolDirectoryServiceClient(channel).GetHubAsync(
            new GetHubRequest { Name = "hubs/x" }, cancellationToken: Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(
            "max-age", response.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Equal("hubs/x", hub.Name);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _certificate.Dispose();
    }

    static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
