using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.Tests.People;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Access.Tests.Grants;

/// <summary>Access to a hub in an emergency, given by somebody who has none.</summary>
public sealed class BreakGlassTests(AccessFixture access)
{
    // For another hub, and with no scope of the role that is given.
    V1.AccessService.AccessServiceClient Operator =>
        access.As("south-yorkshire", "access.breakglass", "directory.read");

    [Fact]
    public async Task Opens_a_hub_to_one_person_for_an_hour()
    {
        var person = Exchange.NewPerson();
        var now = DateTime.UtcNow;

        var grant = await Operator.BreakGlassAsync(Request(person));
        var token = await access.TokenOfAsync(access.People.Sign(person));

        Assert.True(grant.BreakGlass);
        Assert.Equal(("hubs/sussex", "Nobody of the hub can be reached"), (Assert.Single(grant.Hubs), grant.Reason));
        Assert.InRange(grant.ExpireTime.ToDateTime() - now, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        Assert.Equal(("sussex", "true"), (token.GetClaim("hub").Value, token.GetClaim("break_glass").Value));
        var scopes = token.GetClaim("scope").Value.Split(' ');
        Assert.Contains("participants.write", scopes);
        Assert.DoesNotContain(scopes, scope => scope.StartsWith("access.", StringComparison.Ordinal)
            || scope is "audit.read" or "national.read");
    }

    [Fact]
    public async Task Is_found_and_ended_by_the_hubs_administrator()
    {
        var person = Exchange.NewPerson();
        var grant = await Operator.BreakGlassAsync(Request(person));
        var administrator = access.As("sussex");

        var listed = await administrator.ListGrantsAsync(new() { PageSize = 1000, Filter = "break_glass = true" });
        await administrator.RevokeGrantAsync(new() { Name = grant.Name });

        Assert.Contains(grant, listed.Grants);
        Assert.All(listed.Grants, given => Assert.True(given.BreakGlass));
        await access.RefusedAsync(access.People.Sign(person), "invalid_request");
    }

    [Fact]
    public async Task Is_neither_extended_nor_changed()
    {
        var grant = await Operator.BreakGlassAsync(Request(Exchange.NewPerson()));
        grant.ExpireTime = DateTime.UtcNow.AddDays(1).ToTimestamp();

        await Refused.ForFieldAsync("grant.name", () => access.Clients.UpdateGrantAsync(
            new() { Grant = grant, UpdateMask = new() { Paths = { "expire_time" } } }).ResponseAsync);
    }

    [Theory]
    [InlineData(-1), InlineData(8 * 60 + 1)]
    public Task Lasts_for_eight_hours_at_most(int minutes)
    {
        var request = Request(Exchange.NewPerson());
        request.ExpireTime = DateTime.UtcNow.AddMinutes(minutes).ToTimestamp();

        return Refused.ForFieldAsync("expire_time", () => Operator.BreakGlassAsync(request).ResponseAsync);
    }

    [Theory]
    [InlineData("8 hours", true), InlineData("8 hours 2 minutes", false)]
    public async Task Lasts_no_longer_for_the_database_either(string time, bool taken)
    {
        var grant = await Operator.BreakGlassAsync(Request(Exchange.NewPerson()));
        await using var owner = NpgsqlDataSource.Create(access.Service.Database.OwnerConnectionString);
        await using var command = owner.CreateCommand(
            $"UPDATE access_grant SET expire_time = create_time + interval '{time}' WHERE id = $1");
        command.Parameters.AddWithValue(Guid.Parse(grant.Name.Split('/')[^1]));

        var failure = await Record.ExceptionAsync(async () => Assert.Equal(1, await command.ExecuteNonQueryAsync()));

        if (taken)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Equal("access_grant_break_glass", Assert.IsType<PostgresException>(failure).ConstraintName);
        }
    }

    [Theory]
    [InlineData("reason"), InlineData("display_name"), InlineData("subject")]
    public Task Says_why_and_for_whom(string field)
    {
        var request = Request(Exchange.NewPerson());
        V1.BreakGlassRequest.Descriptor.FindFieldByName(field).Accessor.SetValue(request, " ");

        return Refused.ForFieldAsync(field, () => Operator.BreakGlassAsync(request).ResponseAsync);
    }

    [Theory]
    [InlineData("hubs/atlantis", true), InlineData("hubs/sussex", false)]
    public async Task Is_for_a_hub_and_of_an_issuer_that_there_are(string hub, bool known)
    {
        var request = Request(Exchange.NewPerson());
        (request.Hub, request.Issuer) = (hub, known ? request.Issuer : "https://mistyped.test/");

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => Operator.BreakGlassAsync(request).ResponseAsync);

        Assert.Contains(known ? "hub: 'hubs/atlantis' does not exist" : access.People.Address, $"{refusal}",
            StringComparison.Ordinal);
    }

    [Fact]
    public Task Takes_a_scope_that_no_hub_has() => Refused.WithAsync(
        StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
        () => access.As("sussex", GrantRoles.All[V1.Grant.Types.Role.HubAdministrator].Scopes)
            .BreakGlassAsync(Request(Exchange.NewPerson())).ResponseAsync);

    V1.BreakGlassRequest Request(string person) => new()
    {
        Hub = "hubs/sussex",
        Issuer = access.People.Address,
        Subject = person,
        DisplayName = "Ada Lovelace",
        Reason = "Nobody of the hub can be reached",
    };
}
