using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.Tests.People;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.Grants;

/// <summary>What becomes of a grant, and who finds it.</summary>
public sealed class GrantLifeTests(AccessFixture access)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("revoked", true)]
    [InlineData("an end", true)]
    [InlineData("an earlier end", true)]
    [InlineData("a later end", false)]
    [InlineData("a name", false)]
    public async Task Voids_the_tokens_of_before_where_it_can_do_less(string change, bool voids)
    {
        var (person, grant) = (Exchange.NewPerson(), access.Grant(""));
        grant.Subject = person;
        grant.ExpireTime = change == "an end" ? null : DateTime.UtcNow.AddDays(2).ToTimestamp();
        grant = await access.GiveAsync(grant);
        var before = await GenerationAsync(person);
        Assert.False((await VoidAsync()).ContainsKey(grant.Name));

        await ChangeAsync(grant, change);

        Assert.Equal(voids, (await VoidAsync()).TryGetValue(grant.Name, out var oldest) && before < oldest);
        if (change == "revoked")
        {
            await access.RefusedAsync(access.People.Sign(person), "invalid_request");
            await Refused.WithAsync(
                StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ChangeAsync(grant, change));
        }
        else
        {
            Assert.Equal(voids ? oldest : before, await GenerationAsync(person));
        }
    }

    [Theory]
    [InlineData("role"), InlineData("hubs"), InlineData("subject")]
    public async Task Changes_nothing_that_others_were_told(string field)
    {
        var grant = await access.GiveAsync(access.Grant(Exchange.NewPerson()));
        (grant.Role, grant.Subject) = (V1.Grant.Types.Role.WorkGroupLead, "another");
        grant.Hubs.Add("hubs/south-yorkshire");

        await Refused.ForFieldAsync($"grant.{field}", async () => await access.Clients.UpdateGrantAsync(
            new() { Grant = grant, UpdateMask = new() { Paths = { field } } }));
    }

    [Theory]
    [InlineData("south-yorkshire"), InlineData("sussex south-yorkshire")]
    public async Task Is_found_by_nobody_whose_hubs_are_others(string hubs)
    {
        var grant = await access.GiveAsync(
            access.Grant(Exchange.NewPerson(), V1.Grant.Types.Role.HubCoordinator, hubs.Split(' ')));
        var own = await access.GiveAsync(access.Grant(Exchange.NewPerson()));
        var sussex = access.As("sussex");
        Func<string, Task>[] calls =
        [
            async name => await sussex.GetGrantAsync(new() { Name = name }),
            async name => await sussex.UpdateGrantAsync(new() { Grant = new() { Name = name, DisplayName = "Other" } }),
            async name => await sussex.RevokeGrantAsync(new() { Name = name }),
        ];

        foreach (var call in calls)
        {
            var unknown = $"grants/{Guid.CreateVersion7()}";
            Assert.Equal((await NotFoundAsync(() => call(unknown))).Message.Replace(unknown, grant.Name),
                (await NotFoundAsync(() => call(grant.Name))).Message);
        }

        var listed = await sussex.ListGrantsAsync(new() { PageSize = 1000 });
        Assert.DoesNotContain(grant.Name, listed.Grants.Select(found => found.Name));
        Assert.Equal(grant.Etag, (await access.Clients.GetGrantAsync(new() { Name = grant.Name })).Etag);
        // The control: its own grant is found by the same calls.
        Assert.Contains(own.Name, listed.Grants.Select(found => found.Name));
        foreach (var call in calls)
        {
            await call(own.Name);
        }
    }

    // Who may do less than the grant can still take it away, and can't prolong it.
    [Fact]
    public async Task Is_changed_by_who_has_its_scopes_and_revoked_by_others_too()
    {
        var grant = await access.GiveAsync(access.Grant(Exchange.NewPerson()));
        var few = access.As("sussex", "access.read", "access.write", "directory.read");

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await few.UpdateGrantAsync(new() { Grant = new() { Name = grant.Name, DisplayName = "Other" } }));

        Assert.Equal(V1.Grant.Types.State.Revoked, (await few.RevokeGrantAsync(new() { Name = grant.Name })).State);
    }

    async Task ChangeAsync(V1.Grant grant, string change)
    {
        if (change == "revoked")
        {
            await access.Clients.RevokeGrantAsync(new() { Name = grant.Name });
            return;
        }

        await access.Clients.UpdateGrantAsync(new()
        {
            Grant = new()
            {
                Name = grant.Name,
                DisplayName = "Another name",
                ExpireTime = DateTime.UtcNow.AddDays(change is "a later end" ? 3 : 1).ToTimestamp(),
            },
            UpdateMask = new() { Paths = { change is "a name" ? "display_name" : "expire_time" } },
        });
    }

    async Task<long> GenerationAsync(string person) => long.Parse(
        (await access.TokenOfAsync(access.People.Sign(person))).GetClaim("generation").Value, null);

    async Task<Dictionary<string, long>> VoidAsync()
    {
        using var http = access.Anonymous();
        using var answer = JsonDocument.Parse(await http.GetStringAsync("/internal/revocations", Stop));
        return Assert.Single(answer.RootElement.EnumerateObject()).Value.EnumerateObject()
            .ToDictionary(found => found.Name, found => found.Value.GetInt64());
    }

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);
}
