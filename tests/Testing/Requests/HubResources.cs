using Google.Protobuf;
using Google.Protobuf.Reflection;
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
    public IReadOnlyCollection<string> Types =>
        [.. _resources.Values.Select(resource => ResourceTypes.Of(resource.Descriptor)).Distinct()];

    /// <summary>The types of which it has only a name: those of other services.</summary>
    public IReadOnlyCollection<string> OtherTypes => _names.Keys;

    /// <summary>The resources.</summary>
    public IReadOnlyCollection<IMessage> All => _resources.Values;

    /// <summary>Takes a resource, in place of another of its type; where a type has a collection in each of several
    /// services, in place of another of its collection.</summary>
    public HubResources With(IMessage resource)
    {
        var type = ResourceTypes.Of(resource.Descriptor);
        _resources[HasSeveral(type) ? Key(type, Messages.Text(resource, "name").Split('/')[^2]) : type] = resource;
        return this;
    }

    /// <summary>Takes the name of what is no resource of the hub.</summary>
    public HubResources With(string type, string name)
    {
        _names[type] = name;
        return this;
    }

    /// <summary>The resource of a type, for a request to a method.</summary>
    public IMessage Of(string type, MethodDescriptor? method = null) => Found(type, method)
        ?? throw new InvalidOperationException($"No {type} is among the resources of {hub}: make one.");

    /// <summary>The name of the resource of a type, for a request to a method.</summary>
    public string Name(string type, MethodDescriptor? method = null) =>
        _names.TryGetValue(type, out var name) ? name : Messages.Text(Of(type, method), "name");

    IMessage? Found(string type, MethodDescriptor? method) => !HasSeveral(type) || method is null
        ? _resources.GetValueOrDefault(type)
        : new ContractMethod(method).Routes[0].Segments.Select(segment => Key(type, segment.Split(':')[0]))
            .Select(key => _resources.GetValueOrDefault(key)).FirstOrDefault(found => found is not null);

    static bool HasSeveral(string type) => ResourceTypes.Find(type) is { Patterns.Count: > 1 };

    static string Key(string type, string collection) => $"{type} of {collection}";
}
