using System.Collections.Concurrent;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts;

/// <summary>A resource type that the contract declares.</summary>
/// <param name="Message">The message that is the resource.</param>
/// <param name="Declaration">Its <c>google.api.resource</c> option.</param>
public sealed record ContractResource(MessageDescriptor Message, ResourceDescriptor Declaration)
{
    static readonly ConcurrentDictionary<MessageDescriptor, ContractResource?> Known = new();

    /// <summary>The type, for example <c>mastery.services/Plan</c>.</summary>
    public string Type => Declaration.Type;

    /// <summary>The patterns of its names, for example <c>hubs/{hub}/plans/{plan}</c>.</summary>
    public IReadOnlyList<string> Patterns => Declaration.Pattern;

    /// <summary>The same, ready to match names.</summary>
    public IReadOnlyList<NamePattern> NamePatterns { get; } = [.. Declaration.Pattern.Select(NamePattern.Parse)];

    /// <summary>The patterns of its parents' names.</summary>
    public IReadOnlyList<NamePattern> ParentPatterns { get; } =
    [
        .. Declaration.Pattern.Select(pattern => NamePattern.Parse(pattern).Parent()).DistinctBy(parent => parent.Text),
    ];

    /// <summary>Whether it belongs to one hub; the hub itself does not.</summary>
    public bool HubOwned => NamePatterns.Any(pattern => pattern.HubOwned);

    /// <summary>The resource that it is part of; null for a top-level one.</summary>
    public ContractResource? Parent => ContractIndex.ResourcesIn([Message.File, .. Message.File.Dependencies])
        .Concat(ContractIndex.Resources)
        .FirstOrDefault(other => other.Patterns.Any(pattern => ParentPatterns.Any(parent => parent.Text == pattern)));

    /// <summary>Whether <paramref name="name"/> is of this type; <c>-</c> stands for every id where
    /// <paramref name="wildcard"/> allows it.</summary>
    public bool Matches(string name, bool wildcard) => Any(NamePatterns, name, wildcard);

    /// <summary>The same for the name of a parent.</summary>
    public bool MatchesParent(string name, bool wildcard) => Any(ParentPatterns, name, wildcard);

    /// <inheritdoc/>
    public override string ToString() => Type;

    /// <summary>The resource that a message is; null where it is none.</summary>
    public static ContractResource? Of(MessageDescriptor message) => Known.GetOrAdd(message, Read);

    static ContractResource? Read(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(ResourceExtensions.Resource) is { } declaration
            ? new(message, declaration)
            : null;

    static bool Any(IReadOnlyList<NamePattern> patterns, string name, bool wildcard)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(name, wildcard))
            {
                return true;
            }
        }

        return false;
    }
}
