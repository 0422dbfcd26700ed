using OpenIddict.Abstractions;

namespace Mastery.Access;

/// <summary>What a request for a token asks for; nothing for all that its client or grant has.</summary>
public sealed record TokenWish
{
    /// <summary>The scopes.</summary>
    public required IReadOnlyCollection<string> Scopes { get; init; }

    /// <summary>The hubs, in a parameter of this suite's own.</summary>
    public required string[] Hubs { get; init; }

    /// <summary>The school, in a parameter of this suite's own.</summary>
    public string? School { get; init; }

    /// <summary>The trust, in a parameter of this suite's own.</summary>
    public string? Trust { get; init; }

    /// <summary>The grant to use, <c>grants/ID</c> or its id alone, in a parameter of this suite's own.</summary>
    public string? Grant { get; init; }

    /// <summary>Reads it.</summary>
    public static TokenWish Of(OpenIddictRequest request) => new()
    {
        Scopes = request.GetScopes(),
        Hubs = Parameter(request, "hub")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
        School = Parameter(request, "school"),
        Trust = Parameter(request, "trust"),
        Grant = Parameter(request, "grant"),
    };

    static string? Parameter(OpenIddictRequest request, string name) =>
        (string?)request[name] is { Length: > 0 } value ? value : null;
}
