using Google.Protobuf;
using Mastery.Contracts;

namespace Mastery.Testing;

/// <summary>One resource of every type that a hub owns, and the names of others that requests refer to.</summary>
/// <param name="hub">The name of the hub, <c>hubs/*</c>.</param>
public sealed class HubResources(string hub)
{
    readonly Dictionary<string, IMessage> _resources = [];
    readonly Dictionary<string, string> _names = new() { ["mastery.services/Hub"] = hub };

    /// <summary>The name of the hub.</summary>
    public string Hub => hub;

    /// <summary>The types that it has a resource of.</summary>
    public IReadOnlyCollection<string> Types => _resources.Keys;

    /// <summary>The types of which it has only a name: those of other services.</summary>
    public IReadOnlyCollection<string> OtherTypes => _names.Keys;

    /// <summary>The resources.</summary>
    public IReadOnlyCollection<IMessage> All => _resources.Values;

    /// <summary>Takes a resource, in place of another of its type.</summary>
    public HubResources With(IMessage resource)
    {
        _resources[ResourceTypes.Of(resource.Descriptor)] = resource;
        return this;
    }

    /// <summary>Takes the name of what is no resource of the hub.</summary>
    public HubResources With(string type, string name)
    {
        _names[type] = name;
        return this;
    }

    /// <summary>The resource of a type.</summary>
    public IMessage Of(string type) => _resources.TryGetValue(type, out var resource)
        ? resource
        : throw new InvalidOperationException($"No {type} is among the resources of {hub}: make one.");

    /// <summary>The name of the resource of a type.</summary>
    public string Name(string type) =>
        _names.TryGetValue(type, out var name) ? name : Messages.Text(Of(type), "name");
}
