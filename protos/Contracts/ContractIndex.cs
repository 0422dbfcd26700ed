using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>
/// Everything the suite's contract declares, read once from the compiled descriptors: the gateway derives its routes
/// from it, and tests check it against the AIPs. A new RPC is included as soon as it compiles.
/// </summary>
public static partial class ContractIndex
{
    /// <summary>Every file of the contract, by name.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. Compiled().OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Every gRPC service, by full name.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
        [.. Files.SelectMany(file => file.Services).OrderBy(service => service.FullName, StringComparer.Ordinal)];

    /// <summary>Every RPC, service by service, in the order in which the contract declares it.</summary>
    public static IReadOnlyList<ContractMethod> Methods { get; } =
        [.. Services.SelectMany(service => service.Methods).Select(method => new ContractMethod(method))];

    /// <summary>Every message, nested ones included.</summary>
    public static IReadOnlyList<MessageDescriptor> Messages { get; } = MessagesIn(Files);

    /// <summary>Every scope that a method or a field needs, and <c>national.read</c>, which reading over
    /// <c>hubs/-</c> needs. There are no others.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
    [
        .. Methods.SelectMany(method => method.Scopes)
            .Concat(Messages.SelectMany(message => message.Fields.InDeclarationOrder())
                .Select(field => ContractField.Of(field).Scope))
            .Append("national.read")
            .Where(scope => scope.Length > 0).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Every resource that a message declares with <c>google.api.resource</c>.</summary>
    public static IReadOnlyList<ContractResource> Resources { get; } = ResourcesIn(Files);

    /// <summary>Every contract compiled into an assembly, by name.</summary>
    [RequiresUnreferencedCode("Finds the generated classes by reflection.")]
    public static IReadOnlyList<FileDescriptor> FilesIn(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Every resource that the messages of some files declare.</summary>
    internal static IReadOnlyList<ContractResource> ResourcesIn(IEnumerable<FileDescriptor> files) =>
        [.. MessagesIn(files).Select(ContractResource.Of).OfType<ContractResource>()];

    /// <summary>Every enum of some files, nested ones included.</summary>
    public static IReadOnlyList<EnumDescriptor> EnumsIn(IReadOnlyCollection<FileDescriptor> files) =>
    [
        .. files.SelectMany(file => file.EnumTypes),
        .. MessagesIn(files).SelectMany(message => message.EnumTypes),
    ];

    /// <summary>The descriptors of the contract's own files; generated.</summary>
    private static partial FileDescriptor[] Compiled();

    static IReadOnlyList<MessageDescriptor> MessagesIn(IEnumerable<FileDescriptor> files) =>
        [.. files.SelectMany(file => file.MessageTypes).SelectMany(WithNested)];

    static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
