using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>The issuers whose people can sign in here: the section <c>PeopleIssuers</c>. Of their tokens only who
/// somebody is, is believed; what they may do, grants say. Tokens of <c>Auth:Issuers</c> are believed for their own
/// scopes and hubs, so that no issuer may be both.</summary>
public sealed class PeopleIssuers(IConfiguration configuration)
{
    /// <summary>All of them. Two may have one address, for tokens of two programs.</summary>
    public IReadOnlyList<PeopleIssuer> All { get; } =
        configuration.GetSection("PeopleIssuers").Get<PeopleIssuer[]>() ?? [];

    /// <summary>Refuses an issuer that is none of them: a grant of a mistyped one would never hold.</summary>
    public void Require(string field, string issuer)
    {
        if (All.All(known => known.Address != issuer))
        {
            throw ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", issuer, All.Count == 0
                ? $"{field}: this installation believes no issuer of people: PeopleIssuers:0:Address names one."
                : $"{field}: is none of {string.Join(", ", All.Select(known => known.Address).Distinct())}.");
        }
    }

    /// <summary>What is wrong with the settings.</summary>
    public IEnumerable<string> Problems(IHostEnvironment environment) =>
        All.SelectMany((issuer, index) => Problems(issuer, $"PeopleIssuers:{index}", environment));

    IEnumerable<string> Problems(PeopleIssuer issuer, string setting, IHostEnvironment environment)
    {
        if (IssuerAddress.Problem($"{setting}:Address", issuer.Address, environment) is { } address)
        {
            yield return address;
        }

        if (issuer.Audience.Length == 0)
        {
            yield return $"{setting}:Audience is not set: it is the audience of the tokens with which people sign in, "
                + "the id that the suite has at the issuer.";
        }

        if (issuer.SubjectClaim.Length == 0 || issuer.GroupsClaim.Length == 0)
        {
            yield return $"{setting}:SubjectClaim and {setting}:GroupsClaim must name a claim, or be left out.";
        }

        var believed = configuration.GetSection("Auth:Issuers").GetChildren()
            .Select(child => child["Issuer"]).Append(configuration["Access:Issuer"]);
        if (believed.Any(other => IsSame(issuer.Address, other)))
        {
            yield return $"{setting}:Address is '{issuer.Address}', whose tokens are believed for their own scopes and "
                + "hubs (Auth:Issuers, Access:Issuer): an issuer is for people or for such tokens, not for both.";
        }
    }

    static bool IsSame(string one, string? other) =>
        other is not null && string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
