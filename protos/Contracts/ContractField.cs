using System.Collections.Concurrent;
using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Access.V1;
using Mastery.Validation.V1;

namespace Mastery.Contracts;

/// <summary>A field of a message with its options, read once.</summary>
public sealed class ContractField
{
    static readonly ConcurrentDictionary<FieldDescriptor, ContractField> Known = new();

    /// <summary>The greatest length of a text whose rules state none, in Unicode code points.</summary>
    public const int LongestText = 10_000;

    /// <summary>The same of a page token: it carries the values that its list is ordered by, which may be the longest
    /// texts there are.</summary>
    public const int LongestPageToken = 64 * 1024;

    readonly IReadOnlyList<FieldBehavior> _behaviours;
    readonly FieldDescriptor _descriptor;

    ContractField(FieldDescriptor descriptor)
    {
        _descriptor = descriptor;
        var options = descriptor.GetOptions();
        var reference = options?.GetExtension(ResourceExtensions.ResourceReference);
        _behaviours = options?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];
        Rules = options?.GetExtension(ValidationExtensions.Rules);
        Format = options?.GetExtension(FieldInfoExtensions.FieldInfo)?.Format ?? default;
        Scope = options?.GetExtension(AccessExtensions.FieldScope) ?? "";
        Type = reference?.Type ?? "";
        ChildType = reference?.ChildType ?? "";
    }

    /// <summary>Whether it must be set.</summary>
    public bool Required => _behaviours.Contains(FieldBehavior.Required);

    /// <summary>Whether only the service sets it.</summary>
    public bool OutputOnly => _behaviours.Contains(FieldBehavior.OutputOnly);

    /// <summary>Whether it is the name of the message that it is in.</summary>
    public bool Identifier => _behaviours.Contains(FieldBehavior.Identifier);

    /// <summary>Whether it stays as it was created.</summary>
    public bool Immutable => _behaviours.Contains(FieldBehavior.Immutable);

    /// <summary>Whether it is never in an answer.</summary>
    public bool InputOnly => _behaviours.Contains(FieldBehavior.InputOnly);

    /// <summary>The rules of its value; null where it has none.</summary>
    public Rules? Rules { get; }

    /// <summary>Whether it holds data about a person.</summary>
    public bool Personal => Rules?.Personal ?? false;

    /// <summary>The format of its text, from <c>google.api.field_info</c>.</summary>
    public FieldInfo.Types.Format Format { get; }

    /// <summary>The scope needed to read or write it; empty for none.</summary>
    public string Scope { get; }

    /// <summary>The type of the resource that it refers to; empty where it refers to none.</summary>
    public string Type { get; }

    /// <summary>The type of the children of the resource that it refers to; empty where it is no parent.</summary>
    public string ChildType { get; }

    /// <summary>The greatest length of its text, in Unicode code points.</summary>
    public int MaxLength => Rules is { MaxLength: > 0 and <= int.MaxValue } rules ? (int)rules.MaxLength
        : _descriptor.Name == "page_token" ? LongestPageToken
        : LongestText;

    /// <summary>The patterns of the names that it can hold: of the resource that it refers to, of the parents of that,
    /// or of the resource that it is in. Empty where it is no resource name.</summary>
    public IReadOnlyList<NamePattern> NamePatterns =>
        Identifier ? ContractResource.Of(_descriptor.ContainingType)?.NamePatterns ?? []
        : ChildType.Length > 0 ? ResourceTypes.Find(ChildType)?.ParentPatterns ?? []
        : ResourceTypes.Find(Type)?.NamePatterns ?? [];

    /// <summary>The options of a field.</summary>
    public static ContractField Of(FieldDescriptor descriptor) =>
        Known.GetOrAdd(descriptor, field => new ContractField(field));
}
