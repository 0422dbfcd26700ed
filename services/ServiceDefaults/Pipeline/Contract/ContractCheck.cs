using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>One message being checked: what the check depends on besides the message, and what was found
/// wrong.</summary>
sealed class ContractCheck
{
    List<(string Field, string Description)>? _violations;

    /// <summary>The hub to which every hub-owned name of the message must belong.</summary>
    public required string Hub { get; init; }

    /// <summary>Whether <c>-</c> may stand for every id of a parent.</summary>
    public bool Wildcards { get; init; }

    /// <summary>Whether a resource's own name is about to be given and so means nothing.</summary>
    public bool NamesIgnored { get; init; }

    /// <summary>Whether the resource is stored already: what only the service sets is there and stays.</summary>
    public bool Stored { get; init; }

    /// <summary>The path of the resource of an update request. It holds only what the caller wants to change, so that
    /// nothing but its name must be there; whether the whole is complete is checked once it is merged. Empty for any
    /// other message.</summary>
    public string Patch { get; init; } = "";

    /// <summary>Checks the whole <paramref name="request"/>.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT with every violation.</exception>
    public static void Run(MethodContract method, CallScope call, IMessage request)
    {
        var check = new ContractCheck
        {
            Hub = call.Hub,
            Wildcards = method.ReadOnly,
            NamesIgnored = method.Creates,
            Patch = method.UpdateMask is null ? "" : method.Resource?.Name ?? "",
        };
        method.Request.Check(request, "", check);
        if (check._violations is { } violations)
        {
            throw ApiError.Invalid(violations);
        }
    }

    /// <summary>What is wrong with a resource as it would be stored, by the paths of the request that changes
    /// it.</summary>
    /// <param name="resource">The whole resource.</param>
    /// <param name="path">The field of the request that holds it.</param>
    public static IReadOnlyList<(string Field, string Description)> OfStored(IMessage resource, string path)
    {
        var name = resource.Descriptor.FindFieldByName("name")?.Accessor.GetValue(resource) as string ?? "";
        var hub = name.HubId();
        var check = new ContractCheck { Hub = hub.Length > 0 ? hub : ResourceName.National, Stored = true };
        MessageContract.Of(resource.Descriptor).Check(resource, path, check);
        return check._violations ?? [];
    }

    public void Violate(string path, string description) => (_violations ??= []).Add((path, description));

    /// <summary>Whether a required field of this path must be there.</summary>
    public bool Requires(string path) => Patch.Length == 0
        || !path.StartsWith(Patch + ".", StringComparison.Ordinal)
        || path == Patch + ".name";
}
