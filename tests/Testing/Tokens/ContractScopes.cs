using System.Reflection;
using Google.Protobuf.Reflection;
using Mastery.Access.V1;

namespace Mastery.Testing;

/// <summary>The contracts compiled into the suite, and the scopes they name.</summary>
public static class ContractScopes
{
    /// <summary>Every contract of the suite.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(AccessExtensions).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("mastery.", StringComparison.Ordinal)),
    ];

    /// <summary>Every scope that a method or a field needs, and the one for reading across hubs.</summary>
    public static IReadOnlyCollection<string> All { get; } =
    [
        .. OfMethods().Concat(Files.SelectMany(file => file.MessageTypes).SelectMany(OfFields)).Append("national.read")
            .Where(scope => !string.IsNullOrEmpty(scope))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The scope that a method needs.</summary>
    public static string Of(MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Scope) ?? "";

    static IEnumerable<string> OfMethods() =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(Of);

    static IEnumerable<string> OfFields(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder()
            .Select(field => field.GetOptions()?.GetExtension(AccessExtensions.FieldScope) ?? "")
            .Concat(message.NestedTypes.SelectMany(OfFields));
}
