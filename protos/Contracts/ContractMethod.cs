using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Access.V1;
using Mastery.Rest.V1;

namespace Mastery.Contracts;

/// <summary>One RPC of the contract with its options.</summary>
/// <param name="Descriptor">The compiled descriptor.</param>
public sealed record ContractMethod(MethodDescriptor Descriptor)
{
    /// <summary>The gRPC path, for example <c>/mastery.participants.v1.WorkGroupService/GetWorkGroup</c>.</summary>
    public string Path { get; } = $"/{Descriptor.Service.FullName}/{Descriptor.Name}";

    /// <summary>The scope a token needs to call it; empty where the contract states none.</summary>
    public string Scope { get; } = Descriptor.GetOptions()?.GetExtension(AccessExtensions.Scope) ?? "";

    /// <summary>Every scope a token needs to call it: <see cref="Scope"/> and its <c>extra_scopes</c>.</summary>
    public IReadOnlyList<string> Scopes { get; } =
    [
        Descriptor.GetOptions()?.GetExtension(AccessExtensions.Scope) ?? "",
        .. Descriptor.GetOptions()?.GetExtension(AccessExtensions.ExtraScopes) ?? [],
    ];

    /// <summary>The scopes that it makes use of where the token carries them (<c>optional_scopes</c>).</summary>
    public IReadOnlyList<string> OptionalScopes { get; } =
        [.. Descriptor.GetOptions()?.GetExtension(AccessExtensions.OptionalScopes) ?? []];

    /// <summary>Whether a token bound to a school or a trust may call it (<c>school_access</c>).</summary>
    public bool SchoolAccess { get; } =
        Descriptor.GetOptions()?.GetExtension(AccessExtensions.SchoolAccess) ?? false;

    /// <summary>Whether it is about resources whose parts belong to several hubs (<c>spans_hubs</c>).</summary>
    public bool SpansHubs { get; } = Descriptor.GetOptions()?.GetExtension(AccessExtensions.SpansHubs) ?? false;

    /// <summary>The scope by which <c>hubs/national</c> may stand in place of a hub (<c>national_log_scope</c>); empty
    /// where it may not.</summary>
    public string NationalLogScope { get; } =
        Descriptor.GetOptions()?.GetExtension(AccessExtensions.NationalLogScope) ?? "";

    /// <summary>The media types of the file that it answers (<c>media_type</c>); none where it answers a
    /// message.</summary>
    public IReadOnlyList<string> MediaTypes { get; } =
        [.. Descriptor.GetOptions()?.GetExtension(RestExtensions.MediaType) ?? []];

    /// <summary>Whether it changes nothing (<c>idempotency_level = NO_SIDE_EFFECTS</c>).</summary>
    public bool IsRead { get; } = Descriptor.GetOptions()?.IdempotencyLevel
        is MethodOptions.Types.IdempotencyLevel.NoSideEffects;

    /// <summary>Whether the caller, the service or both send a stream of messages.</summary>
    public bool IsStreaming => Descriptor.IsClientStreaming || Descriptor.IsServerStreaming;

    /// <summary>Whether REST callers stream its records as lines of JSON or a JSON array: the caller alone sends a
    /// stream of messages, and the method has a REST form.</summary>
    public bool TakesStreamedBody =>
        Descriptor is { IsClientStreaming: true, IsServerStreaming: false } && Routes.Count > 0;

    /// <summary>Its REST forms: the <c>google.api.http</c> rule and the rule's additional bindings.</summary>
    public IReadOnlyList<ContractRoute> Routes { get; } = [.. RoutesOf(Descriptor)];

    /// <inheritdoc/>
    public override string ToString() => Descriptor.FullName;

    static IEnumerable<ContractRoute> RoutesOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule
            ? rule.AdditionalBindings.Prepend(rule).Select(ContractRoute.Of)
            : [];
}
