using System.Text.RegularExpressions;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access.Tests.Grants;

/// <summary>The table of the roles of grants.</summary>
public sealed partial class GrantRolesTests
{
    static readonly Lazy<string> Readme = new(() =>
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MasteryServices.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllText(Path.Combine(folder, "services/Access/README.md"));
    });

    public static TheoryData<Role> All => [.. Enum.GetValues<Role>().Where(role => role != Role.Unspecified)];

    [Theory, MemberData(nameof(All))]
    public void Is_what_the_readme_says(Role role)
    {
        var row = Row().Matches(Readme.Value)
            .Single(match => match.Groups["role"].Value == Enums.Text(role));

        var (place, scopes) = (row.Groups["place"].Value, row.Groups["scopes"].Value);
        var rights = GrantRoles.All[role];
        Assert.Equal(rights.Place switch
        {
            RolePlace.EveryHub => "every hub",
            RolePlace.Hubs => "hubs",
            RolePlace.School => "a school in hubs",
            _ => "a trust in hubs",
        }, place);
        var written = Scope().Matches(scopes).Select(match => match.Groups["scope"].Value);
        Assert.Equal(rights.Scopes.Order(StringComparer.Ordinal),
            (scopes.StartsWith("all", StringComparison.Ordinal) ? ContractIndex.Scopes.Except(written) : written)
                .Order(StringComparer.Ordinal));
    }

    // A role can do what its scopes are for: no method that they admit needs another one.
    [Theory, MemberData(nameof(All))]
    public void Has_what_its_methods_need_beside_their_scope(Role role)
    {
        var rights = GrantRoles.All[role];
        var bound = rights.Place is RolePlace.School or RolePlace.Trust;

        var missing = ContractIndex.Methods
            .Where(method => rights.Scopes.Contains(method.Scope) && (!bound || method.SchoolAccess))
            .SelectMany(method => method.Scopes.Except(rights.Scopes)
                .Select(scope => $"{method.Descriptor.Name}: {scope}"));

        // A department is made of an enquiry, which who leads a Work Group leaves to the hub.
        Assert.Equal(role == Role.WorkGroupLead ? ["ConvertEnquiry: participants.write"] : [], missing);
    }

    [Fact]
    public void Gives_hubs_nothing_that_is_national() => Assert.All(
        GrantRoles.All.Values.Where(rights => rights.Place != RolePlace.EveryHub),
        rights => Assert.DoesNotContain(rights.Scopes, scope => scope is "national.read" or "directory.write"));

    [GeneratedRegex(@"^\| `(?<role>[A-Z_]+)` \| (?<place>[^|]+) \| (?<scopes>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<scope>[a-z]+\\.[a-z]+)`")]
    private static partial Regex Scope();
}
