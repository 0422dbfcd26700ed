using System.Collections.Concurrent;
using System.Reflection;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>A resource type of the contracts, for example <c>mastery.services/Plan</c>, with its name
/// patterns.</summary>
sealed record ResourceType(string Type, string Singular, IReadOnlyList<NamePattern> Patterns)
{
    public bool HubOwned { get; } = Patterns.Any(pattern => pattern.HubOwned);

    public IReadOnlyList<NamePattern> ParentPatterns { get; } =
        [.. Patterns.Select(pattern => pattern.Parent()).DistinctBy(pattern => pattern.Text)];

    public bool Matches(string name, bool wildcard) => Any(Patterns, name, wildcard);

    public bool MatchesParent(string name, bool wildcard) => Any(ParentPatterns, name, wildcard);

    static bool Any(IReadOnlyList<NamePattern> patterns, string name, bool wildcard)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(name, wildcard))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Every resource type that the contracts define beside which the mapped services' own were
/// compiled.</summary>
static class ResourceTypes
{
    static readonly ConcurrentDictionary<string, ResourceType> Types = new();
    static readonly HashSet<string> Files = [];
    static readonly HashSet<Assembly> Assemblies = [];
    static readonly Lock Adding = new();

    /// <summary>Learns the types of every contract in <paramref name="assembly"/>: a reference names a type without
    /// importing the file that defines it.</summary>
    public static void Add(Assembly assembly)
    {
        // Whoever comes second waits until all types are there.
        lock (Adding)
        {
            if (Assemblies.Add(assembly))
            {
                AddFiles(assembly);
            }
        }
    }

    static void AddFiles(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true }
            && type.Name.EndsWith("Reflection", StringComparison.Ordinal)))
        {
            if (type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
                is FileDescriptor file)
            {
                Add(file);
            }
        }
    }

    static void Add(FileDescriptor file)
    {
        if (!Files.Add(file.Name))
        {
            return;
        }

        foreach (var dependency in file.Dependencies)
        {
            Add(dependency);
        }

        foreach (var definition in file.GetOptions()?.GetExtension(ResourceExtensions.ResourceDefinition) ?? [])
        {
            Add(definition);
        }

        AddMessages(file.MessageTypes);
    }

    /// <summary>The type's name of a message that is a resource; the message's own full name when it is none.</summary>
    public static string Of(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Type is { Length: > 0 } type ? type
            : message.FullName;

    public static ResourceType? Find(string type) => Types.GetValueOrDefault(type);

    /// <summary>The type's name of the resource that <paramref name="name"/> names.</summary>
    public static string Naming(string name) =>
        Types.Values.FirstOrDefault(type => type.Matches(name, wildcard: true))?.Type ?? "resource";

    static void AddMessages(IEnumerable<MessageDescriptor> messages)
    {
        foreach (var message in messages)
        {
            if (message.GetOptions()?.GetExtension(ResourceExtensions.Resource) is { } resource)
            {
                Add(resource);
            }

            AddMessages(message.NestedTypes);
        }
    }

    static void Add(ResourceDescriptor resource) => Types[resource.Type] =
        new ResourceType(resource.Type, resource.Singular, [.. resource.Pattern.Select(NamePattern.Parse)]);
}
