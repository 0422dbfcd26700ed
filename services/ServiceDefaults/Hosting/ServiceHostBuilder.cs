using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>A service's host while it is put together.</summary>
public sealed class ServiceHostBuilder
{
    readonly WebApplicationBuilder _web;

    internal ServiceHostBuilder(WebApplicationBuilder web) => _web = web;

    /// <summary>The service's own registrations.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The settings as far as they are known by now: what depends on them should read them later, from the
    /// container.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Where the service runs.</summary>
    public IWebHostEnvironment Environment => _web.Environment;

    /// <summary>The log.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Kestrel and its like.</summary>
    public IWebHostBuilder WebHost => _web.WebHost;

    /// <summary>Builds the host, with the pipeline in place; services are mapped next.</summary>
    public WebApplication Build()
    {
        var app = _web.Build();
        app.UseMiddleware<ConnectionDrain>();
        app.UseMiddleware<HeadRequests>();
        app.UseRouting();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseMiddleware<EdgeErrors>();
        app.UseMiddleware<GrpcRequestCheck>();
        app.UseMiddleware<TokenAuthentication>();
        app.UseMiddleware<CallRateCheck>();
        app.UseMiddleware<RestGuard>();
        app.MapReadiness();
        app.MapReflection();
        return app;
    }
}
