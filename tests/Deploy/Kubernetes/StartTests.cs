using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using k8s.Models;
using Mastery.Local;
using Mastery.Postgres;
using Mastery.Testing;

namespace Mastery.Deploy.Tests.Kubernetes;

/// <summary>
/// Runs the programs with the arguments and environment of their pods and asks what the kubelet would ask. Only
/// addresses and the places of mounted files are this machine's.
/// </summary>
public sealed class StartTests(Manifests manifests) : IClassFixture<Manifests>, IAsyncLifetime
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-pods-tests-").FullName;
    readonly string _name = $"{TestServer.Prefix}pod_{Guid.NewGuid():N}";
    readonly int _port = FreePorts.Take();

    public static TheoryData<string> ServicesWithDatabase { get; } =
        [.. Programs.Services.Where(service => service.HasDatabase).Select(service => service.Name)];

    ServiceDatabase Database => new(_name, $"{_name}_owner", _name);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await TestServer.ExecuteAsync($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
        await TestServer.ExecuteAsync($"DROP ROLE IF EXISTS \"{Database.Owner}\", \"{Database.Runtime}\"");
    }

    [Theory]
    [MemberData(nameof(ServicesWithDatabase))]
    public async Task A_service_is_ready_after_its_migration(string service)
    {
        SigningKeys.In(_folder);
        var project = Programs.Service(service).Project;
        var admin = (await TestServer.GetAsync()).AdminConnectionString;
        var access = await Roles.ApplyAsync(
            admin, Database, new("owner", "runtime"), TestContext.Current.CancellationToken);

        await using var program = await StartAsync(project, Pod<V1Deployment>(service), access);
        Assert.Equal(Status.NotServing, await AskAsync(Probe(service).ReadinessProbe, program));
        await using (var migration = await StartAsync(project, Pod<V1Job>($"{service}-migrate"), access))
        {
            await migration.Exited.WaitAsync(StartTimeout, TestContext.Current.CancellationToken);
            Assert.True(migration.ExitCode == 0, migration.LogTail(50));
        }

        await ServesAsync(Probe(service).StartupProbe, program);
        await ServesAsync(Probe(service).LivenessProbe, program);
        await ServesAsync(Probe(service).ReadinessProbe, program);
    }

    [Fact]
    public async Task The_gateway_is_alive_over_tls()
    {
        MakeCertificate();
        await using var program = await StartAsync("gateway", Pod<V1Deployment>("gateway"), new("", ""));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler) { BaseAddress = new($"https://127.0.0.1:{_port}") };

        using var answer = await TryAsync(() => http.GetAsync(Probe("gateway").ReadinessProbe.HttpGet.Path), program);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    V1PodSpec Pod<T>(string owner) where T : k8s.IKubernetesObject<V1ObjectMeta> =>
        manifests.All<T>().Single(document => document.Metadata.Name == owner) switch
        {
            V1Deployment deployment => deployment.Spec.Template.Spec,
            V1Job job => job.Spec.Template.Spec,
            var other => throw new InvalidOperationException($"{other} has no pods."),
        };

    V1Container Probe(string program) => Pod<V1Deployment>(program).Containers[0];

    Task<Child> StartAsync(string project, V1PodSpec pod, DatabaseAccess access)
    {
        var container = pod.Containers[0];
        var environment = (container.EnvFrom ?? []).SelectMany(source => Map(source.ConfigMapRef.Name).Data)
            .Concat(container.Env.Select(variable => KeyValuePair.Create(variable.Name, Value(variable, access))))
            .Where(variable => variable.Key != "ASPNETCORE_HTTP_PORTS")
            .Append(new("ASPNETCORE_URLS", $"http://127.0.0.1:{_port}"))
            // Of the gateway's own defaults, which within a pod nobody else has taken.
            .Append(new("Kestrel__Endpoints__Rest__Url", project == "gateway" ? "http://127.0.0.1:0" : null))
            .Append(new("Kestrel__Endpoints__Grpc__Url", project == "gateway" ? "http://127.0.0.1:0" : null))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => Here(variable.Value!));
        // The shell that starts a child drops variables whose names it cannot use itself: those with a hyphen.
        var arguments = environment.Where(variable => variable.Key.Contains('-'))
            .Select(variable => $"--{variable.Key.Replace("__", ":", StringComparison.Ordinal)}={variable.Value}");
        return Child.StartAsync(
            container.Name, Programs.Of(project), [.. container.Args ?? [], .. arguments], environment, _folder);
    }

    string? Value(V1EnvVar variable, DatabaseAccess access) => variable.ValueFrom switch
    {
        null => variable.Value,
        { ConfigMapKeyRef: { } key } => Map(key.Name).Data[key.Key],
        { SecretKeyRef.Optional: true } => null,
        { SecretKeyRef.Key: "owner" } => access.Owner,
        { SecretKeyRef.Key: "runtime" } => access.Runtime,
        _ => throw new InvalidOperationException($"{variable.Name} comes from elsewhere."),
    };

    V1ConfigMap Map(string map) => manifests.All<V1ConfigMap>().Single(document => document.Metadata.Name == map);

    string Here(string value) => value
        .Replace("/etc/mastery/signing-keys", Path.Combine(_folder, "keys"), StringComparison.Ordinal)
        .Replace("/etc/mastery/tls", _folder, StringComparison.Ordinal)
        .Replace("https://+:8443", $"https://127.0.0.1:{_port}", StringComparison.Ordinal);

    async Task<Status> AskAsync(V1Probe probe, Child program)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_port}");
        var health = new Health.HealthClient(channel);
        var answer = await TryAsync(
            async () => await health.CheckAsync(new() { Service = probe.Grpc.Service ?? "" }), program);
        return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? Status.Serving : Status.NotServing;
    }

    // Asks again, as the kubelet does: on a busy machine one answer can come too late to count.
    async Task ServesAsync(V1Probe probe, Child program)
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        while (await AskAsync(probe, program) != Status.Serving)
        {
            Assert.False(limit.IsCancellationRequested, $"It never was ready.\n{program.LogTail(50)}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    // Until it listens.
    static async Task<T> TryAsync<T>(Func<Task<T>> ask, Child program)
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception problem) when (problem is HttpRequestException
                or RpcException { StatusCode: StatusCode.Unavailable })
            {
                Assert.False(
                    program.Exited.IsCompleted || limit.IsCancellationRequested,
                    $"{problem.Message}\n{program.LogTail(50)}");
                await Task.Delay(50);
            }
        }
    }

    void MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    enum Status { Serving, NotServing }
}
