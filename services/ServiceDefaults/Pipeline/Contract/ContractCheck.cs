using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>One request being checked: what it depends on besides the message, and what was found wrong.</summary>
sealed class ContractCheck
{
    readonly MethodContract _method;
    readonly string _resource;
    readonly FieldMask? _mask;
    List<(string Field, string Description)>? _violations;

    ContractCheck(MethodContract method, CallScope call, IMessage request)
    {
        _method = method;
        Hub = call.Hub;
        _mask = method.UpdateMask?.Accessor.GetValue(request) as FieldMask;
        _resource = method.UpdateMask is null ? "" : method.Resource?.Name ?? "";
    }

    /// <summary>The hub to which every hub-owned name of the request must belong.</summary>
    public string Hub { get; }

    /// <summary>Whether <c>-</c> may stand for every id of a parent.</summary>
    public bool Wildcards => _method.ReadOnly;

    /// <summary>Whether a resource's own name is about to be given and so means nothing.</summary>
    public bool NamesIgnored => _method.Creates;

    /// <summary>Whether a resource must say its own name: an update finds it by that.</summary>
    public bool NamesRequired => _resource.Length > 0;

    /// <summary>Checks the whole <paramref name="request"/>.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT with every violation.</exception>
    public static void Run(MethodContract method, CallScope call, IMessage request)
    {
        var check = new ContractCheck(method, call, request);
        method.Request.Check(request, "", check);
        if (check._violations is { } violations)
        {
            throw ApiError.Invalid(violations);
        }
    }

    public void Violate(string path, string description) => (_violations ??= []).Add((path, description));

    /// <summary>Whether a required field of this path must be there. What is not written by an update need not
    /// be.</summary>
    public bool Requires(string path)
    {
        if (_resource.Length == 0 || !path.StartsWith(_resource + ".", StringComparison.Ordinal))
        {
            return true;
        }

        var inside = path[(_resource.Length + 1)..];
        return inside == "name" || (_mask is null or { Paths.Count: 0 }
            // Without a mask what is populated is written, and an element of a list is always written whole.
            ? inside.Contains('[', StringComparison.Ordinal)
            : _mask.Paths.Any(named => named == "*" || named == inside || IsInside(inside, named)));
    }

    static bool IsInside(string path, string named) =>
        path.Length > named.Length && path[named.Length] is '.' or '['
            && path.StartsWith(named, StringComparison.Ordinal);
}
