using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Typed clients by which one service calls another.</summary>
public static class PeerClients
{
    /// <summary>Registers a client of another service of the suite, whose address is <c>Services:{service}</c>. It
    /// calls with the token of whoever called us, within their deadline, and stops when they cancel; in a
    /// <see cref="HubUnitOfWork"/>, with the service's own token for its hub.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="builder">The service's host.</param>
    /// <param name="service">The other service, for example <c>participants</c>.</param>
    public static ServiceHostBuilder AddMasteryPeer<TClient>(this ServiceHostBuilder builder, string service)
        where TClient : ClientBase<TClient>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<PeerOptions>(options => options.Services.Add(service));
        builder.Services.AddSingleton(provider => (TClient)Activator.CreateInstance(
            typeof(TClient), provider.GetRequiredService<PeerChannels>().Invoker(service))!);
        return builder;
    }

    /// <summary>The channels, made and their addresses checked before the service listens.</summary>
    internal static IServiceCollection AddPeerChannels(this IServiceCollection services)
    {
        services.AddOptions<PeerOptions>().ValidateOnStart();
        services.AddOptions<ServiceIdentityOptions>().BindConfiguration("ServiceIdentity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServiceIdentityOptions>, ServiceIdentityOptions.Validation>();
        return services.AddHttpContextAccessor().AddSingleton<PeerChannels>().AddSingleton<ServiceIdentity>()
            .AddSingleton<IValidateOptions<PeerOptions>, PeerOptions.Validation>()
            .AddHostedService(provider => provider.GetRequiredService<PeerChannels>());
    }
}
