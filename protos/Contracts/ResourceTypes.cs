using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>
/// The resources of every contract that the process knows, by type: the suite's own, and those of assemblies added. A
/// reference names a type without importing the file that defines it.
/// </summary>
public static class ResourceTypes
{
    static readonly ConcurrentDictionary<string, ContractResource> Known = new(
        ContractIndex.Resources.Select(resource => KeyValuePair.Create(resource.Type, resource)));

    static readonly HashSet<Assembly> Assemblies = [typeof(ResourceTypes).Assembly];

    /// <summary>Adds the types of every contract that was compiled into <paramref name="assembly"/>.</summary>
    [RequiresUnreferencedCode("Finds the generated classes by reflection.")]
    public static void Add(Assembly assembly)
    {
        // A concurrent caller waits until all types are added.
        lock (Assemblies)
        {
            if (!Assemblies.Add(assembly))
            {
                return;
            }

            foreach (var resource in ContractIndex.ResourcesIn(ContractIndex.FilesIn(assembly)))
            {
                Known.TryAdd(resource.Type, resource);
            }
        }
    }

    /// <summary>The resource of a type; null where no contract defines it.</summary>
    /// <param name="type">For example <c>mastery.services/Plan</c>.</param>
    public static ContractResource? Find(string type) => Known.GetValueOrDefault(type);

    /// <summary>The type of a message that is a resource; else the message's full name.</summary>
    public static string Of(MessageDescriptor message) => ContractResource.Of(message)?.Type ?? message.FullName;

    /// <summary>The type of the resource that <paramref name="name"/> names; <c>resource</c> where none has that
    /// form.</summary>
    public static string Naming(string name) =>
        Known.Values.FirstOrDefault(resource => resource.Matches(name, wildcard: true))?.Type ?? "resource";
}
