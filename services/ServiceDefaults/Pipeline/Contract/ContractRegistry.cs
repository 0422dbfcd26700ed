using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The contracts of the methods that this service serves, compiled when the service is mapped.</summary>
sealed class ContractRegistry
{
    readonly ConcurrentDictionary<string, MethodContract> _methods = new();
    readonly ConcurrentDictionary<MessageDescriptor, IReadOnlyList<string>?> _reads = new();

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

    /// <summary>The scopes without which nobody reads a resource: those of its Get method. Null where no service that
    /// is mapped here has one.</summary>
    public IReadOnlyList<string>? ScopesToRead(MessageDescriptor resource) => _reads.GetOrAdd(resource, type =>
        _methods.Values.FirstOrDefault(contract =>
            contract.Method.OutputType == type && contract.Method.Name == $"Get{type.Name}")?.Scopes);

    /// <summary>The contract of a full gRPC method; null for one that no <c>MapService</c> registered.</summary>
    public MethodContract? Find(string method) => _methods.GetValueOrDefault(method);
}
