using System.Globalization;
using Mastery.Clients;
using Mastery.Gateway.Documentation;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Forwarding;
using Mastery.Gateway.Health;
using Mastery.Gateway.Routing;
using Mastery.Gateway.Telemetry;

namespace Mastery.Gateway;

/// <summary>Builds the gateway, the single address of the suite.</summary>
public static class GatewayApp
{
    /// <summary>Builds the gateway from its settings; see README.md for what they are.</summary>
    public static WebApplication Build(string[] args)
    {
        // Format numbers and dates the same way on every machine.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        LoopbackBypass.UseByDefault();
        var builder = WebApplication.CreateBuilder(args);
        builder.AddEdge();
        builder.AddForwarding();
        builder.AddHealth();
        builder.AddTelemetry();

        var app = builder.Build();
        app.UseMiddleware<ConnectionDrain>();
        app.UseEdge();
        app.MapHealth();
        app.MapDocumentation();
        app.MapForwarding();
        app.MapOtherMethods();
        return app;
    }
}
