using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Typed clients by which one service asks another.</summary>
public static class PeerClients
{
    /// <summary>Registers a client of another service of the suite, at <c>Services:{service}</c>. It calls in the name
    /// of whoever called us: with their token, within their deadline, and no longer than they wait.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="builder">The service's host.</param>
    /// <param name="service">The other service, for example <c>participants</c>.</param>
    public static IHttpClientBuilder AddMasteryPeer<TClient>(this ServiceHostBuilder builder, string service)
        where TClient : ClientBase<TClient>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHttpContextAccessor();
        return builder.Services
            .AddGrpcClient<TClient>((provider, options) => options.Address = new Uri(
                provider.GetRequiredService<IConfiguration>()[$"Services:{service}"]
                ?? throw new InvalidOperationException(
                    $"Services:{service} is not set: it is the address of that service.")))
            .AddInterceptor(InterceptorScope.Client, provider =>
                new PeerInterceptor(provider.GetRequiredService<IHttpContextAccessor>(),
                    provider.GetRequiredService<TimeProvider>(), service));
    }
}
