using System.Globalization;
using System.Reflection;
using Mastery.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Makes the host that every service of the suite is: HTTP/2, tokens, the pipeline, gRPC and REST, health,
/// telemetry, and its database if it has migrations.</summary>
public static class ServiceHost
{
    /// <summary>Starts the builder of a service.</summary>
    /// <param name="args">The process's arguments: settings as <c>--Key=value</c>, and the verb for
    /// <see cref="ServiceApplication.RunServiceAsync"/>.</param>
    /// <param name="service">The service's name in kebab-case, in telemetry and at the database.</param>
    public static ServiceHostBuilder CreateBuilder(string[] args, string service)
    {
        RequireUnicode();
        InheritedEnvironment.Clear();
        LoopbackBypass.UseByDefault();
        // Numbers and days are written alike, whatever the language of the machine.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var web = WebApplication.CreateBuilder(args);
        web.WebHost.ConfigureKestrel(Configure);
        // Where appsettings.json has no say, each line logged of a call costs more than the call.
        web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Npgsql", LogLevel.Warning).AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // They log as an error each message that a caller garbled; what is our own error is logged by the pipeline.
        web.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None)
            .AddFilter("Grpc.AspNetCore.Grpc.JsonTranscoding.ServerCallHandler", LogLevel.None);
        // It warns of client-streaming methods with a REST form, which StreamedBodies serves.
        web.Logging.AddFilter("Microsoft.AspNetCore.Grpc.JsonTranscoding", LogLevel.Error);
        // It logs as an error whatever makes a service not ready, its orderly stop among that.
        web.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if (web.Environment.IsProduction())
        {
            web.Logging.AddJsonLogs();
        }

        web.Services.TryAddSingleton(TimeProvider.System);
        if (EmbeddedScripts.AreIn(ServiceAssembly(web)))
        {
            web.Services.AddSingleton(provider => new Migrator(ServiceAssembly(web),
                provider.GetRequiredService<ILogger<Migrator>>()));
            web.Services.AddDatabase(service, ServiceAssembly(web)).AddDatabaseReadiness();
        }

        web.Services.TryAddScoped<CallScope>();
        web.Services.AddTransient(typeof(Lazy<>), typeof(LazyService<>));
        web.Services.AddClientAddresses();
        web.Services.AddTokens();
        web.Services.AddPipeline();
        web.Services.AddPeerChannels();
        web.Services.AddReadiness();
        web.Services.AddFeedSessions();
        web.Services.AddReflection();
        web.Services.AddTelemetry(web.Configuration, service);
        return new ServiceHostBuilder(web);
    }

    /// <summary>Without Unicode's rules, text would be stored as it came and two spellings of a name be two
    /// names.</summary>
    static void RequireUnicode()
    {
        if ("e\u0301".Normalize() != "\u00E9")
        {
            throw new InvalidOperationException("Unicode's rules are missing: set "
                + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT to false, and install ICU (Debian package libicu-dev).");
        }
    }

    static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
    }

    static Assembly ServiceAssembly(WebApplicationBuilder web) =>
        Assembly.Load(new AssemblyName(web.Environment.ApplicationName));
}
