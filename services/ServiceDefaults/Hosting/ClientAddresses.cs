using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>The address of whoever called the gateway, which sends it as <c>X-Forwarded-For</c>: believed only of
/// callers in known networks.</summary>
static class ClientAddresses
{
    /// <summary>Takes the address from the header where the caller is in one of the networks of
    /// <c>ForwardedHeaders:KnownNetworks:N</c> or on this machine.</summary>
    public static IServiceCollection AddClientAddresses(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().ValidateOnStart().Configure<IConfiguration>(Configure);
        return services.AddTransient<IStartupFilter, First>();
    }

    static void Configure(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        foreach (var network in configuration.GetSection("ForwardedHeaders:KnownNetworks").Get<string[]>() ?? [])
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(network, out var known)
                ? known
                : throw new InvalidOperationException(
                    $"ForwardedHeaders:KnownNetworks has '{network}': it must be a network such as 10.0.0.0/8."));
        }
    }

    /// <summary>Before everything else.</summary>
    sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
