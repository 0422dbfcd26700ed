using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The contracts of the methods that this service serves, compiled when the service is mapped.</summary>
sealed class ContractRegistry
{
    readonly ConcurrentDictionary<string, MethodContract> _methods = new();
    readonly ConcurrentDictionary<string, MethodContract?> _reads = new();

    /// <summary>Compiles the methods of <paramref name="service"/>, whose contract was compiled into <paramref
    /// name="contracts"/>.</summary>
    /// <exception cref="InvalidOperationException">A method states no scope.</exception>
    public void Add(ServiceDescriptor service, Assembly contracts)
    {
        ResourceTypes.Add(contracts);
        foreach (var method in service.Methods)
        {
            _methods[$"/{service.FullName}/{method.Name}"] = MethodContract.Of(method);
        }
    }

    /// <summary>The full gRPC methods of a service that may write.</summary>
    public IEnumerable<string> Writes(ServiceDescriptor service) => service.Methods
        .Select(method => $"/{service.FullName}/{method.Name}")
        .Where(method => Find(method) is { ReadOnly: false });

    /// <summary>The Get method of a resource (AIP-131), which has the scopes without which nobody reads it. Null where
    /// no service that is mapped here has one.</summary>
    /// <param name="resourceType">For example <c>mastery.services/Plan</c>.</param>
    public MethodContract? FindGet(string resourceType) => _reads.GetOrAdd(resourceType, type =>
    {
        var name = type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return _methods.Values.FirstOrDefault(contract =>
            contract.Method.Name == $"Get{name}" && contract.Method.OutputType.Name == name);
    });

    /// <summary>The contract of a full gRPC method; null for one that no <c>MapService</c> registered.</summary>
    public MethodContract? Find(string method) => _methods.GetValueOrDefault(method);
}
