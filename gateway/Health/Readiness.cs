using Mastery.Gateway.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Mastery.Gateway.Health;

/// <summary>Whether the gateway is ready: every service has a ready address, and the gateway is not stopping.</summary>
sealed class Readiness(IProxyStateLookup proxy, HealthReasons reasons, Drain drain) : IHealthCheck
{
    public bool IsReady => !drain.Draining && ServiceNames.All.All(name => Destinations(name).Any(IsHealthy));

    public bool Draining => drain.Draining;

    /// <summary>The status of each service: <c>ready</c>, or what is wrong. Anyone may read it: it names no
    /// address.</summary>
    public IReadOnlyDictionary<string, string> Services => ServiceNames.All.ToDictionary(name => name, State);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    IReadOnlyList<DestinationState> Destinations(string service) =>
        proxy.TryGetCluster(service, out var cluster) ? cluster.DestinationsState.AllDestinations : [];

    static bool IsHealthy(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };

    string State(string service) => Destinations(service) is var destinations && destinations.Any(IsHealthy)
        ? "ready"
        : string.Join("; ", destinations.Select(reasons.ReasonOf).Distinct());
}
