using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>Where a request names the hub it is about: its <c>name</c>, its <c>parent</c> or the name of its resource,
/// when that is of a hub-owned type; else the first reference to a hub-owned resource.</summary>
sealed class HubRule
{
    readonly IReadOnlyList<Func<IMessage, string?>> _sources;

    HubRule(IReadOnlyList<Func<IMessage, string?>> sources, string type)
    {
        _sources = sources;
        Type = type;
    }

    /// <summary>Whether a call of the method can be about a hub at all.</summary>
    public bool HubOwned => _sources.Count > 0;

    /// <summary>The resource type that a refusal names.</summary>
    public string Type { get; }

    public static HubRule Of(MethodDescriptor method)
    {
        List<(Func<IMessage, string?> Read, string Type)> sources = [];
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            if (field.Name is "name" or "parent" && HubOwnedType(field) is { } type)
            {
                sources.Add((Text(field), type));
            }
            else if (MethodContract.IsResource(field) && NameOf(field.MessageType) is { } name
                && IsHubOwned(ResourceTypes.Of(field.MessageType)))
            {
                sources.Add((message => field.Accessor.GetValue(message) is IMessage resource
                    ? (string)name.Accessor.GetValue(resource) : null,
                    ResourceTypes.Of(field.MessageType)));
            }
        }

        if (sources.Count == 0)
        {
            sources.AddRange(method.InputType.Fields.InDeclarationOrder()
                .Where(field => !field.IsRepeated).Select(field => (field, Type: HubOwnedType(field)))
                .Where(found => found.Type is not null).Take(1).Select(found => (Text(found.field), found.Type!)));
        }

        var first = sources.Select(source => source.Type).FirstOrDefault("");
        return new HubRule([.. sources.Select(source => source.Read)], first);
    }

    /// <summary>The hub-owned name that the request is about; empty when it names none.</summary>
    public string Name(IMessage request)
    {
        foreach (var source in _sources)
        {
            if (source(request) is { Length: > 0 } name && name.StartsWith("hubs/", StringComparison.Ordinal))
            {
                return name;
            }
        }

        return "";
    }

    static Func<IMessage, string?> Text(FieldDescriptor field) => message => (string)field.Accessor.GetValue(message);

    static FieldDescriptor? NameOf(MessageDescriptor message) =>
        message.FindFieldByName("name") is { FieldType: FieldType.String, IsRepeated: false } name ? name : null;

    /// <summary>The hub-owned type a field refers to. A <c>parent</c> that is a hub makes what is under it
    /// hub-owned.</summary>
    static string? HubOwnedType(FieldDescriptor field)
    {
        var reference = ContractField.Of(field);
        var type = reference.ChildType.Length > 0 ? reference.ChildType : reference.Type;
        return IsHubOwned(type)
            || (field.Name == "parent" && ResourceTypes.Find(type)?.NamePatterns.Any(pattern => pattern.IsHub) == true)
            ? type
            : null;
    }

    static bool IsHubOwned(string type) => ResourceTypes.Find(type)?.HubOwned ?? false;
}
