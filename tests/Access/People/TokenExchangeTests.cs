using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Mastery.Access.Tests.ApiClients;
using Mastery.Testing;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access.Tests.People;

/// <summary>Tokens for people who sign in with another issuer.</summary>
public sealed class TokenExchangeTests(AccessFixture access)
{
    const string NoGrant = "No grant that holds now is for this person.";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("id_token"), InlineData("access_token"), InlineData("jwt")]
    public async Task Gives_a_token_of_the_grants_role_that_says_who_it_is(string type)
    {
        var person = Exchange.NewPerson();
        var grant = await access.GiveAsync(access.Grant(person, Role.WorkGroupLead));

        var token = await access.TokenOfAsync(
            access.People.Sign(person), ("subject_token_type", $"urn:ietf:params:oauth:token-type:{type}"));

        Assert.Equal(("at+jwt", $"{access.People.Address}#{person}", grant.Name),
            (token.Typ, token.Subject, token.GetClaim("client_id").Value));
        Assert.Equal(("sussex", "mastery-services", "0"),
            (token.GetClaim("hub").Value, token.Audiences.Single(), token.GetClaim("generation").Value));
        Assert.Equal(string.Join(' ', GrantRoles.All[Role.WorkGroupLead].Scopes), token.GetClaim("scope").Value);
        Assert.DoesNotContain(token.Claims, claim => claim.Type is "school" or "trust");
        Assert.InRange(token.ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        // The same token again, as often as a person needs one.
        await access.TokenOfAsync(access.People.Sign(person));
    }

    [Fact]
    public async Task Gives_one_by_a_group_that_the_person_is_in()
    {
        var (group, grant) = (Exchange.NewPerson(), access.Grant(""));
        grant.ExternalGroup = group;
        grant = await access.GiveAsync(grant);
        var person = Exchange.NewPerson();

        var token = await access.TokenOfAsync(
            access.People.Sign(person, claims => claims["groups"] = new[] { "others", group }));

        Assert.Equal((grant.Name, $"{access.People.Address}#{person}"),
            (token.GetClaim("client_id").Value, token.Subject));
        // A person who is called as the group is, is not in it.
        Assert.StartsWith(NoGrant, await access.RefusedAsync(access.People.Sign(group), "invalid_request"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Gives_none_that_outlives_the_grant_or_the_persons_token(bool grantEnds)
    {
        var (person, grant) = (Exchange.NewPerson(), access.Grant(""));
        grant.Subject = person;
        grant.ExpireTime = DateTime.UtcNow.AddMinutes(grantEnds ? 2 : 90).ToTimestamp();
        await access.GiveAsync(grant);

        var token = await access.TokenOfAsync(access.People.Sign(person, claims => claims["exp"] =
            DateTimeOffset.UtcNow.AddMinutes(grantEnds ? 90 : 2).ToUnixTimeSeconds()));

        Assert.InRange(token.ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Tells_nothing_of_who_has_a_grant_and_who_has_not()
    {
        var (revoked, elsewhere) = (Exchange.NewPerson(), Exchange.NewPerson());
        var grant = await access.GiveAsync(access.Grant(revoked));
        await access.Clients.RevokeGrantAsync(new() { Name = grant.Name });
        var other = access.Grant(elsewhere);
        other.Issuer = AccessFixture.AwayIssuer;
        other = await access.GiveAsync(other);

        var unknown = await access.RefusedAsync(access.People.Sign(Exchange.NewPerson()), "invalid_request");

        Assert.StartsWith(NoGrant, unknown, StringComparison.Ordinal);
        Assert.Equal(unknown, await access.RefusedAsync(access.People.Sign(revoked), "invalid_request"));
        Assert.Equal(unknown, await access.RefusedAsync(access.People.Sign(elsewhere), "invalid_request"));
        Assert.Equal(unknown, await access.RefusedAsync(
            access.People.Sign(Exchange.NewPerson()), "invalid_request", ("grant", other.Name)));
    }

    [Fact]
    public async Task Lets_a_person_choose_between_grants_and_says_which_there_are()
    {
        var person = Exchange.NewPerson();
        var here = await access.GiveAsync(access.Grant(person));
        var there = await access.GiveAsync(access.Grant(person, Role.HubCoordinator, "south-yorkshire"));
        var token = access.People.Sign(person);

        var several = await access.RefusedAsync(token, "invalid_request");
        Assert.All([here.Name, there.Name, "hub sussex", "HUB_COORDINATOR"],
            text => Assert.Contains(text, several, StringComparison.Ordinal));

        Assert.Equal(there.Name, (await access.TokenOfAsync(token, ("grant", there.Name))).GetClaim("client_id").Value);
        Assert.Equal(there.Name, (await access.TokenOfAsync(token, ("grant", there.Name["grants/".Length..])))
            .GetClaim("client_id").Value);
        var narrow = await access.TokenOfAsync(token, ("hub", "sussex"), ("scope", "plans.read"));
        Assert.Equal((here.Name, "plans.read"), (narrow.GetClaim("client_id").Value, narrow.GetClaim("scope").Value));
        Assert.Contains(here.Name, await access.RefusedAsync(token, "invalid_scope", ("scope", "access.write")),
            StringComparison.Ordinal);
        await access.RefusedAsync(token, "invalid_scope", ("hub", "bristol"));
        await access.RefusedAsync(token, "invalid_scope", ("grant", Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task Takes_the_grant_that_can_do_what_all_others_can()
    {
        var person = Exchange.NewPerson();
        await access.GiveAsync(access.Grant(person, Role.WorkGroupLead));
        await access.GiveAsync(access.Grant(person, Role.HubAdministrator, "sussex", "south-yorkshire"));

        var token = await access.TokenOfAsync(access.People.Sign(person));

        Assert.Equal(["south-yorkshire", "sussex"],
            token.Claims.Where(claim => claim.Type == "hub").Select(claim => claim.Value));
        Assert.Contains("access.write", token.GetClaim("scope").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_secret", "x")]
    [InlineData("actor_token", "x")]
    [InlineData("subject_token_type", "urn:ietf:params:oauth:token-type:saml2")]
    [InlineData("subject_token_type", "")]
    [InlineData("subject_token", "")]
    [InlineData("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")]
    public async Task Refuses_what_it_does_not_do(string field, string value)
    {
        var person = Exchange.NewPerson();
        await access.GiveAsync(access.Grant(person));

        await access.RefusedAsync(
            access.People.Sign(person), "invalid_request", (field, value), ("actor_token_type", ""));
        await access.RefusedAsync(access.People.Sign(person), "invalid_target", ("audience", "another-suite"));
        await access.TokenOfAsync(
            access.People.Sign(person), ("audience", "mastery-services"), ("client_id", "a-public-client"));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_token_and_slows_down_who_sends_many()
    {
        var (person, other) = (Exchange.NewPerson(), Exchange.NewPerson());
        await access.GiveAsync(access.Grant(person));
        await access.GiveAsync(access.Grant(other));
        for (var failure = 0; failure < 20; failure++)
        {
            Assert.Equal("subject_token: no key of its issuer verifies it.", await access.RefusedAsync(
                access.People.Sign(person, key: KeyPair.P256()), "invalid_request"));
        }

        using var answer = await access.ExchangeAsync(access.People.Sign(person));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        // Whoever else signs in from there goes on.
        await access.TokenOfAsync(access.People.Sign(other));
    }

    [Fact]
    public async Task Is_unavailable_for_people_of_an_issuer_that_is_away()
    {
        var token = access.People.Sign(
            Exchange.NewPerson(), claims => claims["iss"] = AccessFixture.AwayIssuer);

        using var answer = await access.ExchangeAsync(token);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"),
            (answer.StatusCode, body.GetProperty("error").GetString()));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Keeps_no_token_and_no_e_mail_address()
    {
        var (person, mail) = (Exchange.NewPerson(), $"{Guid.NewGuid():N}@hubs.example");
        var token = access.People.Sign(person, claims => claims["email"] = mail);
        await access.RefusedAsync(token, "invalid_request");
        await access.GiveAsync(access.Grant(person));
        await access.TokenOfAsync(token);
        await access.RefusedAsync(access.People.Sign(mail), "invalid_request");

        foreach (var text in new[] { token, token.Split('.')[1], mail })
        {
            Assert.Empty(await access.TablesWithAsync(text));
            Assert.DoesNotContain(
                access.Service.Logs.Entries, entry => $"{entry}".Contains(text, StringComparison.Ordinal));
        }

        // The control: what may be kept is found.
        Assert.Contains("access_grant", await access.TablesWithAsync(person));
    }

    [Fact]
    public async Task Is_in_the_discovery_document()
    {
        using var http = access.Anonymous();

        var document = JsonElement.Parse(await http.GetStringAsync(".well-known/openid-configuration", Stop));

        Assert.Equal(["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
            document.GetProperty("grant_types_supported").EnumerateArray().Select(type => type.GetString()));
    }
}
