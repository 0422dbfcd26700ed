using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>The most that tokens of an API client, or by a grant, can carry. Whoever asks for one can ask for
/// less.</summary>
public sealed record TokenRights
{
    /// <summary>Stands for every hub, alone in <see cref="Hubs"/>.</summary>
    public const string EveryHub = "*";

    static readonly NamePattern HubNames = NamePattern.Parse("hubs/{hub}");

    /// <summary>The <c>client_id</c> of the tokens, by which they are voided.</summary>
    public required string Holder { get; init; }

    /// <summary>The scopes.</summary>
    public required IReadOnlyCollection<string> Scopes { get; init; }

    /// <summary>The ids of the hubs, or <see cref="EveryHub"/> alone.</summary>
    public required string[] Hubs { get; init; }

    /// <summary>The URN of the one school; null for none.</summary>
    public string? School { get; init; }

    /// <summary>The UID of the one trust; null for none.</summary>
    public string? Trust { get; init; }

    /// <summary>When tokens end at the latest; null for no sooner than others.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>Whether they were given in an emergency: whatever is read by them is entered.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>Rises with each change after which tokens that were given before are void.</summary>
    public required long Generation { get; init; }

    /// <summary>What a token carries of them; or null, and what it may not carry.</summary>
    public (TokenRights? Token, string Problem) Narrow(TokenWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return !wish.Scopes.All(Scopes.Contains)
                ? (null, $"may ask for: {string.Join(' ', Scopes)}. Leave scope out for all of these.")
            : !wish.Hubs.All(hub => Hubs.Contains(hub) || (Hubs is [EveryHub] && IsHub(hub)))
                ? (null, $"may ask for the hubs: {string.Join(' ', Hubs)}. Leave hub out for all of these.")
            : Bind(wish.School, wish.Trust) is not { } bound
                ? (null, "may not ask for this school or trust. Leave school and trust out for what it is for.")
            : (bound with
            {
                Scopes = wish.Scopes.Count == 0 ? Scopes : wish.Scopes,
                Hubs = wish.Hubs.Length == 0 ? Hubs : wish.Hubs,
            }, "");
    }

    /// <summary>Whether tokens of these rights can do whatever those of the others can.</summary>
    public bool Cover(TokenRights other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Scopes.All(Scopes.Contains)
            && (Hubs is [EveryHub] || other.Hubs.All(Hubs.Contains))
            && ((School, Trust) is (null, null) || (School, Trust) == (other.School, other.Trust));
    }

    /// <summary>One that is bound to neither can ask for a school or a trust, and every other only for its
    /// own.</summary>
    TokenRights? Bind(string? school, string? trust) => (school, trust) switch
    {
        (null, null) => this,
        (not null, not null) => null,
        _ when (School, Trust) == (school, trust) => this,
        _ when (School, Trust) is (null, null) => this with { School = school, Trust = trust },
        _ => null,
    };

    static bool IsHub(string hub) =>
        hub is not ResourceName.National && HubNames.Matches($"hubs/{hub}", wildcard: false);
}
