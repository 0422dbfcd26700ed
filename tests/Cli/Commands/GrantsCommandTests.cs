using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.V1;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Commands;

public sealed class GrantsCommandTests : CommandTest
{
    const string Issuer = "https://id.example.org/realms/hubs";

    ConcurrentQueue<IMessage> Asked => Received.Clients;

    [Fact]
    public async Task Gives_a_person_a_role_at_a_school()
    {
        var exit = await RunAsync("grants", "add", "--issuer", Issuer, "--subject", "5f0c", "--role",
            "head-of-department", "--hub", "sussex", "--school", "136283", "--name", "Ada Lovelace", "--reason",
            "New in post", "--until", "2027-08-31T00:00:00Z");

        var grant = Assert.IsType<CreateGrantRequest>(Assert.Single(Asked)).Grant;
        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal((Issuer, "5f0c", "", Grant.Types.Role.HeadOfDepartment),
            (grant.Issuer, grant.Subject, grant.ExternalGroup, grant.Role));
        Assert.Equal(("schools/136283", "", "Ada Lovelace", "New in post"),
            (grant.School, grant.Trust, grant.DisplayName, grant.Reason));
        Assert.Equal(["hubs/sussex"], grant.Hubs);
        Assert.Equal("1: head-of-department, sussex, school 136283, until 2027-08-31 00:00 UTC", Output.Trim());
    }

    [Fact]
    public async Task Gives_a_group_a_role_for_every_hub()
    {
        await RunAsync("grants", "add", "--issuer", Issuer, "--group", "readers", "--role", "national-reader", "--name",
            "Readers");

        var grant = Assert.IsType<CreateGrantRequest>(Assert.Single(Asked)).Grant;
        Assert.Equal(("", "readers", 0), (grant.Subject, grant.ExternalGroup, grant.Hubs.Count));
        Assert.Equal("1: national-reader, every hub, active", Output.Trim());
    }

    [Theory]
    [InlineData(null), InlineData("2.5")]
    public async Task Opens_a_hub_in_an_emergency(string? hours)
    {
        var now = DateTime.UtcNow;

        var exit = await RunAsync(["grants", "break-glass", "--issuer", Issuer, "--subject", "5f0c", "--hub", "sussex",
            "--name", "Ada Lovelace", "--reason", "Nobody can be reached",
            .. hours is null ? [] : new[] { "--hours", hours }]);

        var request = Assert.IsType<BreakGlassRequest>(Assert.Single(Asked));
        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal((Issuer, "5f0c", "hubs/sussex", "Ada Lovelace", "Nobody can be reached"),
            (request.Issuer, request.Subject, request.Hub, request.DisplayName, request.Reason));
        Assert.Equal(hours is null, request.ExpireTime is null);
        if (request.ExpireTime is { } end)
        {
            Assert.InRange(end.ToDateTime() - now, TimeSpan.FromHours(2.5), TimeSpan.FromHours(2.6));
        }

        Assert.StartsWith("1: hub-coordinator, sussex, emergency, until", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_those_of_emergencies()
    {
        await RunAsync("grants", "list", "--break-glass", "true");

        Assert.Equal("break_glass = true", Assert.IsType<ListGrantsRequest>(Assert.Single(Asked)).Filter);
    }

    [Fact]
    public async Task Lists_them()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("grants", "list", "--role", "hub-coordinator"));

        Assert.Equal("role = HUB_COORDINATOR", Assert.IsType<ListGrantsRequest>(Assert.Single(Asked)).Filter);
        Assert.Matches("1 .*hub-coordinator.*sussex.*5f0c", Output);
    }

    [Fact]
    public async Task Shows_what_one_allows()
    {
        await RunAsync("grants", "get", "1");

        Assert.Contains("given by local-operator", Output, StringComparison.Ordinal);
        Assert.Contains("plans.read plans.write", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_one_at_another_time()
    {
        await RunAsync("grants", "extend", "1", "--until", "2028-08-31T00:00:00Z");

        var request = Assert.IsType<UpdateGrantRequest>(Assert.Single(Asked));
        Assert.Equal(
            ("grants/1", new DateTime(2028, 8, 31)), (request.Grant.Name, request.Grant.ExpireTime.ToDateTime()));
        Assert.Equal(["expire_time"], request.UpdateMask.Paths);
    }

    [Fact]
    public async Task Revokes_one()
    {
        await RunAsync("grants", "revoke", "1");

        Assert.Equal("grants/1", Assert.IsType<RevokeGrantRequest>(Assert.Single(Asked)).Name);
        Assert.EndsWith("revoked", Output.Trim(), StringComparison.Ordinal);
    }

    // Who uses the tool signed in with another issuer: its token is exchanged, and is in no output.
    [Fact]
    public async Task A_person_uses_the_tool_with_a_token_in_a_file()
    {
        var file = Write("id-token.jwt", "of.the.issuer\n");

        var exit = await RunAsync("grants", "get", "1", "--subject-token", file, "--grant", "7");

        Assert.Equal(ExitCode.Done, exit);
        var form = Assert.Single(Received.TokenForms);
        Assert.Equal(("of.the.issuer", "7"), (form["subject_token"].ToString(), form["grant"].ToString()));
        Assert.DoesNotContain("of.the.issuer", Output + Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NothingDone,
            await RunAsync("grants", "get", "1", "--subject-token", PathOf("no-such-file.jwt")));
    }
}

sealed partial class Access
{
    public override Task<Grant> CreateGrant(CreateGrantRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        request.Grant.Name = "grants/1";
        return Task.FromResult(request.Grant);
    }

    public override Task<ListGrantsResponse> ListGrants(ListGrantsRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(new ListGrantsResponse { Grants = { Example("grants/1") } });
    }

    public override Task<Grant> BreakGlass(BreakGlassRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        var grant = Example("grants/1");
        (grant.BreakGlass, grant.ExpireTime) = (true, request.ExpireTime ?? DateTime.UtcNow.ToTimestamp());
        return Task.FromResult(grant);
    }

    public override Task<Grant> GetGrant(GetGrantRequest request, ServerCallContext context) =>
        Task.FromResult(Example(request.Name));

    public override Task<Grant> UpdateGrant(UpdateGrantRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        return Task.FromResult(request.Grant);
    }

    public override Task<Grant> RevokeGrant(RevokeGrantRequest request, ServerCallContext context)
    {
        received.Clients.Enqueue(request);
        var grant = Example(request.Name);
        grant.State = Grant.Types.State.Revoked;
        return Task.FromResult(grant);
    }

    static Grant Example(string name) => new()
    {
        Name = name,
        Issuer = "https://id.example.org/realms/hubs",
        Subject = "5f0c",
        Role = Grant.Types.Role.HubCoordinator,
        Hubs = { "hubs/sussex" },
        DisplayName = "Ada Lovelace",
        Creator = "local-operator",
        Scopes = { "plans.read", "plans.write" },
        ExpireTime = new DateTime(2027, 8, 31, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
    };
}
