using System.Net;
using Mastery.Gateway.Health;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Mastery.Gateway.Forwarding;

/// <summary>What a service's cluster has where <c>ReverseProxy:Clusters:{name}</c> says nothing else: HTTP/2, and
/// active and passive health checks.</summary>
sealed class ClusterDefaults : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        ValueTask.FromResult(cluster with
        {
            HttpRequest = (cluster.HttpRequest ?? new()) with
            {
                Version = cluster.HttpRequest?.Version ?? HttpVersion.Version20,
                VersionPolicy = cluster.HttpRequest?.VersionPolicy ?? HttpVersionPolicy.RequestVersionExact,
            },
            HealthCheck = new()
            {
                Active = Active(cluster.HealthCheck?.Active ?? new()),
                Passive = Passive(cluster.HealthCheck?.Passive ?? new()),
                // What is known may be a second old: better any address than none.
                AvailableDestinationsPolicy = cluster.HealthCheck?.AvailableDestinationsPolicy
                    ?? HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            },
        });

    public ValueTask<RouteConfig> ConfigureRouteAsync(
        RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);

    static ActiveHealthCheckConfig Active(ActiveHealthCheckConfig given) => given with
    {
        Enabled = given.Enabled ?? true,
        Policy = given.Policy ?? HealthReasons.PolicyName,
        Path = given.Path ?? "/health/ready",
    };

    static PassiveHealthCheckConfig Passive(PassiveHealthCheckConfig given) => given with
    {
        Enabled = given.Enabled ?? true,
        Policy = given.Policy ?? HealthCheckConstants.PassivePolicy.TransportFailureRate,
        ReactivationPeriod = given.ReactivationPeriod ?? TimeSpan.FromSeconds(5),
    };
}
