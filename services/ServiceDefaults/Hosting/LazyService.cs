using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Makes a service when it is first asked for. A gRPC service has many methods and is made for each call: what
/// only some of them need it takes as <see cref="Lazy{T}"/>, so that a read does not pay for an import.</summary>
/// <param name="services">The services of the call.</param>
sealed class LazyService<T>(IServiceProvider services)
    : Lazy<T>(services.GetRequiredService<T>, LazyThreadSafetyMode.None) where T : notnull;
