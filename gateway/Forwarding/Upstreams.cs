using System.Collections.Frozen;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Routing;

namespace Mastery.Gateway.Forwarding;

/// <summary>The services behind the gateway, by name; configuration <c>Services:{name}</c>, several addresses by
/// commas.</summary>
sealed class Upstreams : IDisposable
{
    readonly FrozenDictionary<string, Upstream> _byName;

    public Upstreams(IConfiguration configuration, EdgeLimits limits) =>
        _byName = ServiceNames.All.ToFrozenDictionary(name => name, name => new Upstream(name,
            configuration[$"Services:{name}"] ?? throw new InvalidOperationException(
                $"Services:{name} is not set: give the address of the service, for example http://localhost:8090."),
            limits.ConnectRetryTimeout));

    public IEnumerable<Upstream> All => _byName.Values.OrderBy(upstream => upstream.Name, StringComparer.Ordinal);

    public Upstream this[string name] => _byName[name];

    public void Dispose()
    {
        foreach (var upstream in _byName.Values)
        {
            upstream.Dispose();
        }
    }
}
