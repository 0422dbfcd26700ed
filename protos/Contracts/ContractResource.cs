using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>A resource type that the contract declares.</summary>
/// <param name="Message">The message that is the resource.</param>
/// <param name="Declaration">Its <c>google.api.resource</c> option.</param>
public sealed record ContractResource(MessageDescriptor Message, ResourceDescriptor Declaration)
{
    /// <summary>The type, for example <c>mastery.services/Plan</c>.</summary>
    public string Type => Declaration.Type;

    /// <summary>The patterns of its names, for example <c>hubs/{hub}/plans/{plan}</c>.</summary>
    public IReadOnlyList<string> Patterns => Declaration.Pattern;

    /// <inheritdoc/>
    public override string ToString() => Type;

    internal static ContractResource? Of(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(ResourceExtensions.Resource) is { } declaration
            ? new(message, declaration)
            : null;
}
