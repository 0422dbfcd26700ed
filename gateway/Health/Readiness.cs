using Mastery.Gateway.Forwarding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mastery.Gateway.Health;

/// <summary>Whether the gateway is ready: every service has a ready address, and the gateway is not stopping.</summary>
sealed class Readiness(Upstreams upstreams, Drain drain) : IHealthCheck
{
    public bool IsReady => !drain.Draining && upstreams.All.All(IsServed);

    public bool Draining => drain.Draining;

    /// <summary>The status of each service: <c>ready</c>, or what is wrong.</summary>
    public IReadOnlyDictionary<string, string> Services => upstreams.All.ToDictionary(upstream => upstream.Name, State);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    static bool IsServed(Upstream upstream) => upstream.Destinations.Any(destination => destination.IsReady);

    static string State(Upstream upstream) => IsServed(upstream)
        ? "ready"
        : string.Join("; ", upstream.Destinations.Select(
            destination => $"{destination.Prefix} {destination.NotReadyReason}"));
}
