using Mastery.Gateway.Routing;

namespace Mastery.Gateway.Forwarding;

/// <summary>
/// The short form of YARP's settings: <c>Services:{name}</c>, several addresses by commas, is turned into
/// <c>ReverseProxy:Clusters:{name}:Destinations:{n}:Address</c> where no destination is set by that name.
/// </summary>
static class ServiceAddresses
{
    static readonly char[] Separators = [',', ';', ' '];

    /// <exception cref="InvalidOperationException">A service has no address, or one that cannot be.</exception>
    public static void Apply(ConfigurationManager configuration)
    {
        configuration.AddInMemoryCollection(ServiceNames.All
            .Where(name => Destinations(configuration, name) is [])
            .SelectMany(name => FromShortForm(configuration, name)).ToArray());
        foreach (var destination in ServiceNames.All.SelectMany(name => Destinations(configuration, name)))
        {
            Check(destination, configuration);
        }
    }

    static IConfigurationSection[] Destinations(ConfigurationManager configuration, string name) =>
        [.. configuration.GetSection($"ReverseProxy:Clusters:{name}:Destinations").GetChildren()];

    static IEnumerable<KeyValuePair<string, string?>> FromShortForm(ConfigurationManager configuration, string name)
    {
        var addresses = configuration[$"Services:{name}"] ?? throw new InvalidOperationException(
            $"Services:{name} is not set: give the address of the service, for example http://localhost:8090.");
        return addresses.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select((address, index) =>
            KeyValuePair.Create<string, string?>(
                $"ReverseProxy:Clusters:{name}:Destinations:{index + 1}:Address", address));
    }

    static void Check(IConfigurationSection destination, ConfigurationManager configuration)
    {
        var address = destination.GetValue<string>("Address");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{destination.Path}:Address is '{address}': it must be an http or "
                + "https URL.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback
            && !configuration.GetValue<bool>("Network:AllowCleartext"))
        {
            throw new InvalidOperationException($"{destination.Path}:Address is '{address}': tokens would go to "
                + "another machine without encryption. Use https, or set "
                + "Network:AllowCleartext to true where the network lets nobody else in.");
        }
    }
}
