using System.Diagnostics;
using Mastery.Local;
using Mastery.Suite.Tests.Running;
using Mastery.Suite.Tests.Writes;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Noise;

/// <summary>A gateway and a process of participants behind it, on the suite's database.</summary>
sealed class CallPath : IAsyncDisposable
{
    readonly Replica _service;
    readonly Child _gateway;

    CallPath(Replica service, Child gateway, Uri address) =>
        (_service, _gateway, Address) = (service, gateway, address);

    /// <summary>Where the gateway takes gRPC.</summary>
    public Uri Address { get; }

    /// <summary>The processor time that both have taken.</summary>
    public TimeSpan ProcessorTime => TimeOf(_gateway.Id) + TimeOf(_service.Id);

    /// <summary>Starts one.</summary>
    /// <param name="suite">The suite whose database it uses.</param>
    /// <param name="settings">Settings of the service.</param>
    public static async Task<CallPath> StartAsync(RunningSuite suite, params string[] settings)
    {
        var service = new Replica(suite, "participants", "services/Participants", settings);
        await service.StartAsync();
        var address = new Uri($"http://localhost:{FreePorts.Take()}");
        var gateway = await Child.StartAsync(
            "gateway-replica", Programs.Of("gateway"),
            [
                .. suite.Settings.Gateway(), $"--Kestrel:Endpoints:Rest:Url=http://localhost:{FreePorts.Take()}",
                $"--Kestrel:Endpoints:Grpc:Url={address}", $"--Services:participants={service.Address}",
                // Both hubs call from here.
                "--RateLimits:Address:Enabled=false",
            ],
            ServiceSettings.Common, System.IO.Path.Combine(suite.Folder, "logs"));
        await Replica.WaitUntilReadyAsync(gateway, address);
        return new(service, gateway, address);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
    }

    static TimeSpan TimeOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
