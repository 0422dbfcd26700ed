using Mastery.Gateway.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Mastery.Gateway.Forwarding;

/// <summary>YARP with the contract's routes, and clusters from its own section of the configuration,
/// <c>ReverseProxy</c>.</summary>
static class ForwardingSetup
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        ServiceAddresses.Apply(builder.Configuration);
        builder.Services.AddSingleton<ContractRoutes>().AddSingleton<TokenRefusals>();
        builder.Services.AddSingleton<IProxyConfigProvider>(
            services => services.GetRequiredService<ContractRoutes>());
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ClusterDefaults>()
            .AddTransforms<CallTransforms>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory, ServiceConnections>();
        builder.Services.Configure<ActiveHealthCheckMonitorOptions>(checks =>
        {
            checks.DefaultInterval = builder.Configuration.GetValue("Health:Interval", TimeSpan.FromSeconds(1));
            checks.DefaultTimeout = TimeSpan.FromSeconds(2);
        });
        // Failures of long ago say nothing of a service that has restarted since.
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(
            failures => failures.DetectionWindowSize = TimeSpan.FromSeconds(10));
    }

    public static void MapForwarding(this WebApplication app)
    {
        var routes = app.Services.GetRequiredService<ContractRoutes>();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<CallChecks>();
            proxy.UseMiddleware<CallRetry>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(routes.CallOf(route)));
    }
}
