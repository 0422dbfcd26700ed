using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mastery.Clients;

/// <summary>Registers the typed clients of the whole suite.</summary>
public static partial class MasteryClients
{
    /// <summary>
    /// Registers every client of the suite, for example <c>WorkGroupService.WorkGroupServiceClient</c>, over one
    /// channel. Calls carry a token that is renewed automatically. Unary calls have a deadline and are retried while
    /// the suite is unavailable; all attempts of a write have one <c>request_id</c>, so that it takes effect only once.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the address and credentials.</param>
    /// <exception cref="InvalidOperationException">The address is missing, a client id has no secret or key, or the
    /// clients are registered already: give further ones a name.</exception>
    public static IServiceCollection AddMasteryClients(
        this IServiceCollection services, Action<MasteryClientOptions> configure) =>
        AddMasteryClients(services, null, configure);

    /// <summary>
    /// Registers every client of the suite under a name, over a channel of its own, beside those without a name and
    /// those of other names: for another hub's credentials, or another installation. They are keyed services:
    /// <c>[FromKeyedServices("name")] WorkGroupService.WorkGroupServiceClient groups</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key of the services; null for none.</param>
    /// <param name="configure">Sets the address and credentials.</param>
    /// <exception cref="InvalidOperationException">The address is missing, a client id has no secret or key, or
    /// clients of this name are registered already.</exception>
    public static IServiceCollection AddMasteryClients(
        this IServiceCollection services, string? name, Action<MasteryClientOptions> configure)
    {
        if (services.Any(service => service.ServiceType == typeof(MasteryChannel) && Equals(service.ServiceKey, name)))
        {
            throw new InvalidOperationException(name is null
                ? $"{nameof(AddMasteryClients)} was called before: give further clients a name."
                : $"{nameof(AddMasteryClients)} was called before with the name '{name}'.");
        }

        var options = new MasteryClientOptions();
        configure(options);
        options.Validate();

        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(
            name, (provider, _) => new MasteryChannel(options, provider.GetRequiredService<TimeProvider>()));
        AddEach(services, name);
        return services;
    }

    /// <summary>Adds the client of every service; generated.</summary>
    private static partial void AddEach(IServiceCollection services, string? name);

    static void Add<TClient>(IServiceCollection services, string? name, Func<CallInvoker, TClient> create)
        where TClient : ClientBase =>
        services.AddKeyedSingleton(
            name, (provider, _) => create(provider.GetRequiredKeyedService<MasteryChannel>(name).Invoker));
}
