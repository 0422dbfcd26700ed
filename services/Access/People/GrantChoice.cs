using Mastery.ServiceDefaults;
using OpenIddict.Abstractions;

namespace Mastery.Access;

/// <summary>Chooses the grant by which a person gets a token.</summary>
public static class GrantChoice
{
    const int MostNamed = 20;

    /// <summary>Chooses one.</summary>
    /// <param name="grants">Those that hold of the person.</param>
    /// <param name="wish">What the request asks for.</param>
    /// <returns>What the token carries; or why there is none. Only the person is told which grants there are.</returns>
    public static (TokenRights? Rights, TokenRefusal? Refusal) Of(IReadOnlyList<Grant> grants, TokenWish wish)
    {
        ArgumentNullException.ThrowIfNull(grants);
        ArgumentNullException.ThrowIfNull(wish);
        List<Grant> fitting = [.. grants.Where(grant => wish.Grant is null || IsNamed(grant, wish.Grant))
            .Where(grant => grant.Rights.Narrow(wish).Token is not null)];
        List<TokenRights> tokens = [.. fitting.Select(grant => grant.Rights.Narrow(wish).Token!)];
        // The one that lasts longest, of those that can do what all others can.
        var widest = tokens.Where(token => tokens.TrueForAll(token.Cover))
            .MaxBy(token => token.EndTime ?? DateTime.MaxValue);
        return widest is not null ? (widest, null) : (null, Refusal(grants, fitting));
    }

    static TokenRefusal Refusal(IReadOnlyList<Grant> grants, List<Grant> fitting) =>
        (grants.Count, fitting.Count) switch
        {
            (0, _) => new(OpenIddictConstants.Errors.InvalidRequest, "no_grant",
                "No grant that holds now is for this person. The administrator of a hub gives them.", Counts: true),
            (_, 0) => new(OpenIddictConstants.Errors.InvalidScope, "rights_exceeded",
                $"No grant of this person allows all that is asked for. There are: {Names(grants)}.", Counts: false),
            _ => new(OpenIddictConstants.Errors.InvalidRequest, "several_grants",
                "Several grants of this person hold. Choose one by the "
                + $"parameter grant, or by hub, scope, school or trust: {Names(fitting)}.", Counts: false),
        };

    static bool IsNamed(Grant grant, string name) => grant.Name == name || $"{grant.Id}" == name;

    static string Names(IReadOnlyList<Grant> grants) => string.Join("; ", grants.Take(MostNamed).Select(Name))
        + (grants.Count > MostNamed ? " and others" : "");

    static string Name(Grant grant) => $"{grant.Name} ({Enums.Text(grant.Role)}, "
        + (grant.Hubs is [TokenRights.EveryHub] ? "every hub" : $"hub {string.Join(' ', grant.Hubs)}")
        + (grant.School is null ? "" : $", school {grant.School}")
        + (grant.Trust is null ? ")" : $", trust {grant.Trust})");
}
