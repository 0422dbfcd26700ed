using System.Reflection;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>
/// Everything the suite's contract declares, read once from the compiled descriptors: what the gateway derives its
/// routes from and what tests hold to the AIPs. A new RPC is here as soon as it compiles.
/// </summary>
public static class ContractIndex
{
    /// <summary>Every file of the contract, by name.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(ContractIndex).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Every gRPC service, by full name.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
        [.. Files.SelectMany(file => file.Services).OrderBy(service => service.FullName, StringComparer.Ordinal)];

    /// <summary>Every RPC, service by service, in the order in which the contract declares it.</summary>
    public static IReadOnlyList<ContractMethod> Methods { get; } =
        [.. Services.SelectMany(service => service.Methods).Select(method => new ContractMethod(method))];

    /// <summary>Every message, nested ones included.</summary>
    public static IReadOnlyList<MessageDescriptor> Messages { get; } =
        [.. Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested)];

    /// <summary>Every resource that a message declares with <c>google.api.resource</c>.</summary>
    public static IReadOnlyList<ContractResource> Resources { get; } =
        [.. Messages.Select(ContractResource.Of).OfType<ContractResource>()];

    static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
