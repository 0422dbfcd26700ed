using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>The contract's methods on hub-owned resources, read from the contract by the test itself.</summary>
static class Tenancy
{
    /// <summary>Every method.</summary>
    public static TheoryData<string> All { get; } = [.. ContractIndex.Methods.Select(method => $"{method}")];

    /// <summary>Every method on hub-owned resources.</summary>
    public static TheoryData<string> HubOwned { get; } = [.. ContractIndex.Methods
        .Where(method => HubMethods.IsHubOwned(method.Descriptor))
        .Select(method => $"{method}")];

    /// <summary>Every field, at any depth, by which a request refers to another hub-owned resource.</summary>
    public static TheoryData<string, string> References { get; } = FindReferences();

    public static ContractMethod Method(string fullName) =>
        ContractIndex.Methods.Single(method => $"{method}" == fullName);

    static TheoryData<string, string> FindReferences()
    {
        TheoryData<string, string> found = [];
        foreach (var method in ContractIndex.Methods.Where(method => HubMethods.IsHubOwned(method.Descriptor)))
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
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !ContractField.Of(field).OutputOnly))
        {
            if (field.FieldType == FieldType.String
                && field.Name is not ("name" or "parent")
                && HubMethods.IsHubOwned(HubMethods.Reference(field)))
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
