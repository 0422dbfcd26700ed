using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>The contract's methods on hub-owned resources, read from the contract by the test itself.</summary>
static class Tenancy
{
    /// <summary>Every method.</summary>
    public static TheoryData<string> All { get; } = [.. ContractIndex.Methods.Select(method => $"{method}")];

    /// <summary>Every method on hub-owned resources.</summary>
    public static TheoryData<string> HubOwned { get; } = [.. ContractIndex.Methods
        .Where(IsHubOwned)
        .Select(method => $"{method}")];

    /// <summary>Every field, at any depth, by which a request refers to another hub-owned resource.</summary>
    public static TheoryData<string, string> References { get; } = FindReferences();

    public static ContractMethod Method(string fullName) =>
        ContractIndex.Methods.Single(method => $"{method}" == fullName);

    /// <summary>Its <c>name</c>, <c>parent</c> or the resource in it is of a type whose names begin with a
    /// hub's.</summary>
    public static bool IsHubOwned(ContractMethod method) => method.Descriptor.InputType.Fields.InDeclarationOrder()
        .Any(
            field => field.Name is "name" or "parent"
                ? IsHubOwned(Reference(field))
                : Resource(field) is { } type && IsHubOwned(type.Type));

    public static bool IsHubOwned(string type) =>
        ContractIndex.Resources.FirstOrDefault(resource => resource.Type == type)?.Patterns[0].StartsWith(
            "hubs/{hub}/", StringComparison.Ordinal) is true;

    /// <summary>The resource type to which a field refers, or its child type.</summary>
    public static string Reference(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is { } reference
        ? reference.ChildType is { Length: > 0 } child ? child : reference.Type
        : "";

    /// <summary>The resource that a field holds.</summary>
    public static ContractResource? Resource(FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false }
        ? ContractIndex.Resources.FirstOrDefault(resource => resource.Message == field.MessageType)
        : null;

    public static bool Has(FieldDescriptor field, FieldBehavior behaviour) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behaviour) is true;

    static TheoryData<string, string> FindReferences()
    {
        TheoryData<string, string> found = [];
        foreach (var method in ContractIndex.Methods.Where(IsHubOwned))
        {
            foreach (var path in Paths(method.Descriptor.InputType, depth: 0))
            {
                found.Add($"{method}", path);
            }
        }

        return found;
    }

    static IEnumerable<string> Paths(MessageDescriptor message, int depth)
    {
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !Has(field, FieldBehavior.OutputOnly)))
        {
            if (field.FieldType == FieldType.String
                && field.Name is not ("name" or "parent")
                && IsHubOwned(Reference(field)))
            {
                yield return field.Name;
            }

            if (field.FieldType == FieldType.Message
                && !field.IsMap
                && depth < 3
                && field.MessageType.File.Package.StartsWith("mastery.", StringComparison.Ordinal))
            {
                foreach (var path in Paths(field.MessageType, depth + 1))
                {
                    yield return $"{field.Name}.{path}";
                }
            }
        }
    }
}
