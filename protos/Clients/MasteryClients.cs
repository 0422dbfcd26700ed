using Grpc.Core;
using Mastery.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mastery.Clients;

/// <summary>Registers the typed clients of the whole suite.</summary>
public static class MasteryClients
{
    /// <summary>The generated client of every service of the contract.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(ContractIndex).Assembly.GetTypes()
            .Where(
                type => type is { IsNestedPublic: true, IsAbstract: false }
                    && typeof(ClientBase).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Registers every client of the suite, for example <c>WorkGroupService.WorkGroupServiceClient</c>, over one
    /// channel. Calls carry a token that is renewed automatically. Unary calls have a deadline and are retried while
    /// the suite is unavailable; all attempts of a write have one <c>request_id</c>, so that it takes effect only once.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the address and credentials.</param>
    /// <exception cref="InvalidOperationException">The address is missing, a client id has no secret, or the clients
    /// are registered already: an application has one channel to the suite.</exception>
    public static IServiceCollection AddMasteryClients(
        this IServiceCollection services, Action<MasteryClientOptions> configure)
    {
        if (services.Any(service => service.ServiceType == typeof(MasteryChannel)))
        {
            throw new InvalidOperationException($"{nameof(AddMasteryClients)} was called before.");
        }

        var options = new MasteryClientOptions();
        configure(options);
        options.Validate();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new MasteryChannel(options, provider.GetRequiredService<TimeProvider>()));
        foreach (var type in Types)
        {
            services.AddSingleton(
                type,
                provider => Activator.CreateInstance(type, provider.GetRequiredService<MasteryChannel>().Invoker)!);
        }

        return services;
    }
}
