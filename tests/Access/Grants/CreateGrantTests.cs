using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.Tests.People;
using Mastery.Errors.V1;
using Mastery.Testing;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access.Tests.Grants;

public sealed class CreateGrantTests(AccessFixture access)
{
    [Fact]
    public async Task Says_who_gave_it_and_what_it_allows()
    {
        var grant = await access.GiveAsync(access.Grant(Exchange.NewPerson()));

        Assert.Equal(("test-client", V1.Grant.Types.State.Active), (grant.Creator, grant.State));
        Assert.Equal(GrantRoles.All[Role.HubCoordinator].Scopes, grant.Scopes);
    }

    [Theory]
    [InlineData(Role.HubAdministrator, "", "hubs")]
    [InlineData(Role.HubAdministrator, "hubs school", "school")]
    [InlineData(Role.WorkGroupLead, "hubs trust", "trust")]
    [InlineData(Role.HeadOfDepartment, "hubs", "school")]
    [InlineData(Role.SchoolLeader, "school", "hubs")]
    [InlineData(Role.TrustDataManager, "hubs", "trust")]
    [InlineData(Role.TrustDataManager, "hubs school trust", "school")]
    [InlineData(Role.NationalReader, "hubs", "hubs")]
    [InlineData(Role.Auditor, "trust", "trust")]
    [InlineData((Role)99, "hubs", "role")]
    public Task Names_what_the_role_is_for_and_nothing_else(Role role, string set, string field) =>
        Refused.ForFieldAsync($"grant.{field}", () => access.GiveAsync(
            With(access.Grant(Exchange.NewPerson(), role), set.Split(' '))));

    [Theory]
    [InlineData("", ""), InlineData("ada", "heads")]
    public Task Is_for_a_person_or_a_group(string subject, string group)
    {
        var grant = access.Grant(subject);
        grant.ExternalGroup = group;
        return Refused.ForFieldAsync("grant.subject", () => access.GiveAsync(grant));
    }

    [Theory]
    [InlineData("ada@hubs.example"), InlineData("Ada Lovelace")]
    public Task Is_for_no_e_mail_address(string subject) =>
        Refused.ForFieldAsync("grant.subject", () => access.GiveAsync(access.Grant(subject)));

    [Fact]
    public Task Ends_in_the_future()
    {
        var grant = access.Grant(Exchange.NewPerson());
        grant.ExpireTime = DateTime.UtcNow.AddMinutes(-1).ToTimestamp();
        return Refused.ForFieldAsync("grant.expire_time", () => access.GiveAsync(grant));
    }

    [Fact]
    public async Task Is_of_an_issuer_that_the_settings_name()
    {
        var grant = access.Grant(Exchange.NewPerson());
        grant.Issuer = "https://mistyped.test/";

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => access.GiveAsync(grant));

        Assert.Contains(access.People.Address, $"{refusal}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sussex", "hubs/south-yorkshire")]
    [InlineData("*", "hubs/no-such-hub")]
    public async Task Is_for_hubs_of_the_caller_that_there_are(string caller, string hub)
    {
        var grant = access.Grant(Exchange.NewPerson());
        grant.Hubs.Add(hub);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await access.As(caller).CreateGrantAsync(new() { Grant = grant }));
    }

    // Nobody gives more than they have.
    [Theory]
    [InlineData(Role.HubAdministrator, "plans.write")]
    [InlineData(Role.HubCoordinator, "plans.write")]
    public async Task Gives_no_scope_that_the_caller_lacks(Role role, string lacking)
    {
        string[] scopes = [.. GrantRoles.All[Role.NationalAdministrator].Scopes.Where(scope => scope != lacking)];

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await access.As("sussex", scopes).CreateGrantAsync(
                new() { Grant = access.Grant(Exchange.NewPerson(), role) }));
    }

    [Fact]
    public async Task Gives_rights_for_every_hub_to_who_is_for_every_hub_only()
    {
        var grant = With(access.Grant(Exchange.NewPerson(), Role.NationalReader), "");

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await access.As("sussex").CreateGrantAsync(new() { Grant = grant }));
        Assert.Empty((await access.GiveAsync(grant)).Hubs);
    }

    static V1.Grant With(V1.Grant grant, params string[] set)
    {
        if (!set.Contains("hubs"))
        {
            grant.Hubs.Clear();
        }

        grant.School = set.Contains("school") ? "schools/400001" : "";
        grant.Trust = set.Contains("trust") ? "trusts/4001" : "";
        return grant;
    }
}
