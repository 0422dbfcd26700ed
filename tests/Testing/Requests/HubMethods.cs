using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Testing;

/// <summary>Which methods are about what a hub owns, read from their contract.</summary>
public static class HubMethods
{
    /// <summary>Its <c>name</c>, <c>parent</c> or the resource in it is of a type whose names begin with a hub's, or
    /// its <c>parent</c> is a hub.</summary>
    public static bool IsHubOwned(MethodDescriptor method) => method.InputType.Fields.InDeclarationOrder()
        .Any(field => field.Name is "name" or "parent"
            ? IsHubOwned(Reference(field)) || (field.Name == "parent" && IsHub(Reference(field)))
            : Resource(field) is { HubOwned: true });

    static bool IsHub(string type) => ResourceTypes.Find(type)?.NamePatterns.Any(pattern => pattern.IsHub) == true;

    /// <summary>Whether it takes the version to change.</summary>
    public static bool HasEtag(MethodDescriptor method) => method.InputType.FindFieldByName("etag") is not null
        || method.InputType.FindFieldByName("update_mask") is not null;

    /// <summary>Whether the names of a type begin with a hub's.</summary>
    public static bool IsHubOwned(string type) => ResourceTypes.Find(type) is { HubOwned: true };

    /// <summary>The type that a field names, or the type of what is under what it names; empty for neither.</summary>
    public static string Reference(FieldDescriptor field) =>
        ContractField.Of(field) is { ChildType: { Length: > 0 } child } ? child : ContractField.Of(field).Type;

    /// <summary>The type of the resource that a field holds; null where it holds none.</summary>
    public static ContractResource? Resource(FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false } ? ContractResource.Of(field.MessageType) : null;
}
