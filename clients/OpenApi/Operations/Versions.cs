using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Operations;

/// <summary>Which methods create, read or change versions of a resource, which its etag tells apart.</summary>
static class Versions
{
    /// <summary>Whether it creates a resource.</summary>
    public static bool AreCreated(ContractMethod method) =>
        method.Descriptor.Name.StartsWith("Create", StringComparison.Ordinal);

    /// <summary>Whether it answers a resource with its version.</summary>
    public static bool AreAnswered(ContractMethod method) => HasEtag(method.Descriptor.OutputType);

    /// <summary>Whether it reads one.</summary>
    public static bool AreRead(ContractMethod method) => method.IsRead && AreAnswered(method);

    /// <summary>Whether it refuses to change another version than the one meant.</summary>
    public static bool AreKept(ContractMethod method) => !method.IsRead && !AreCreated(method)
        && (HasEtag(method.Descriptor.InputType) || Resources(method).Any(HasEtag));

    static bool HasEtag(MessageDescriptor message) => message.FindFieldByName("etag") is not null;

    static IEnumerable<MessageDescriptor> Resources(ContractMethod method) =>
        method.Descriptor.InputType.Fields.InDeclarationOrder()
            .Where(field => field is { FieldType: FieldType.Message, IsRepeated: false })
            .Select(field => field.MessageType);
}
