using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>Everything the annotations of one method say, ready to be enforced.</summary>
sealed record MethodContract
{
    public required MethodDescriptor Method { get; init; }

    /// <summary>The scopes a token must carry.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The scopes that the method makes use of where the token carries them.</summary>
    public required IReadOnlyList<string> OptionalScopes { get; init; }

    /// <summary>The scope of the method itself, without those of what else it reads.</summary>
    public string Scope => Scopes[0];

    /// <summary>Whether the method has no side effects: it gets no transaction and may not write.</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>Whether a token bound to a school or a trust may call the method.</summary>
    public required bool SchoolAccess { get; init; }

    /// <summary>Whether the method is about resources whose parts belong to several hubs.</summary>
    public required bool SpansHubs { get; init; }

    /// <summary>The scope by which <c>hubs/national</c> may stand in place of a hub; empty where it may not.</summary>
    public required string NationalLogScope { get; init; }

    public required HubRule Hub { get; init; }

    public required MessageContract Request { get; init; }

    public required FieldScopes RequestScopes { get; init; }

    public required FieldScopes ResponseScopes { get; init; }

    public FieldDescriptor? RequestId { get; init; }

    public FieldDescriptor? ValidateOnly { get; init; }

    public FieldDescriptor? UpdateMask { get; init; }

    /// <summary>The field of the resource to create or update.</summary>
    public FieldDescriptor? Resource { get; init; }

    /// <summary>Whether the resource's own name in the request means nothing, as it is about to be given one.</summary>
    public bool Creates => Method.Name.StartsWith("Create", StringComparison.Ordinal) && UpdateMask is null;

    public static MethodContract Of(MethodDescriptor method)
    {
        var (contract, request) = (new ContractMethod(method), method.InputType);
        return new MethodContract
        {
            Method = method,
            Scopes = contract.Scope.Length > 0
                ? contract.Scopes
                : throw new InvalidOperationException($"{method.FullName} states no (mastery.access.v1.scope)."),
            OptionalScopes = contract.OptionalScopes,
            ReadOnly = contract.IsRead,
            SchoolAccess = contract.SchoolAccess,
            SpansHubs = contract.SpansHubs,
            NationalLogScope = contract.NationalLogScope,
            Hub = HubRule.Of(method),
            Request = MessageContract.Of(request),
            RequestScopes = FieldScopes.Of(request),
            ResponseScopes = FieldScopes.Of(method.OutputType),
            RequestId = Field(request, "request_id", FieldType.String),
            ValidateOnly = Field(request, "validate_only", FieldType.Bool),
            UpdateMask = Field(request, "update_mask", FieldType.Message),
            Resource = request.Fields.InDeclarationOrder().FirstOrDefault(IsResource),
        };
    }

    public string RequestIdOf(IMessage request) => RequestId is null ? ""
        : (string)RequestId.Accessor.GetValue(request);

    public bool IsValidateOnly(IMessage request) => ValidateOnly is not null
        && (bool)ValidateOnly.Accessor.GetValue(request);

    public static bool IsResource(FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false }
        && ContractResource.Of(field.MessageType) is not null;

    static FieldDescriptor? Field(MessageDescriptor message, string name, FieldType type) =>
        message.FindFieldByName(name) is { } field && field.FieldType == type && !field.IsRepeated ? field : null;
}
