using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.Tests.Assertions;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>Public keys are added to clients and removed from them.</summary>
public sealed class ApiClientKeyTests(AccessFixture access)
{
    [Theory]
    [InlineData("ES256", false)]
    [InlineData("ES256", true)]
    [InlineData("RS256", false)]
    [InlineData("RS256", true)]
    public async Task Are_taken_as_PEM_and_as_JWK(string algorithm, bool asJwk)
    {
        var pair = KeyPair.Of(algorithm);
        var (keyId, jwk) = PublicKeys.Read(pair.Public);
        // Members that say more than the key do no harm.
        var sent = asJwk ? $$"""{"use":"sig","kid":"mine","alg":"{{algorithm}}",{{jwk[1..]}}""" : pair.Public;

        var client = await AddAsync(await access.CreateAsync(), sent);

        var key = Assert.Single(client.PublicKeys);
        Assert.Equal((keyId, jwk, 1), (key.KeyId, key.Jwk, client.SecretCount));
        Assert.InRange(DateTime.UtcNow - key.CreateTime.ToDateTime(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await access.TokenAsync(pair.Sign(IdOf(client), algorithm));
    }

    [Fact]
    public async Task Are_two_at_most_and_the_newest_stay()
    {
        KeyPair[] pairs = [KeyPair.P256(), KeyPair.P256(), KeyPair.P256()];
        var client = await access.CreateAsync();
        foreach (var pair in pairs)
        {
            client = await AddAsync(client, pair.Public);
        }

        Assert.Equal([.. pairs[1..].Reverse().Select(pair => PublicKeys.Read(pair.Public).KeyId)],
            client.PublicKeys.Select(key => key.KeyId));
        await access.RefusedAsync(pairs[0].Sign(IdOf(client)), "No public key");
        await access.TokenAsync(pairs[1].Sign(IdOf(client)));
        await access.TokenAsync(pairs[2].Sign(IdOf(client)));
    }

    [Fact]
    public async Task Take_the_place_of_secrets_where_that_is_asked_for()
    {
        var (pair, client) = (KeyPair.P256(), await access.CreateAsync());
        await AddAsync(client, KeyPair.P256().Public);

        var only = await access.Clients.AddApiClientKeyAsync(
            new() { Name = client.Name, PublicKey = pair.Public, ExpireOthers = true });
        using var bySecret = await access.AskAsync(IdOf(client), client.Secret);

        Assert.Equal((0, 1), (only.SecretCount, only.PublicKeys.Count));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, bySecret.StatusCode);
        await access.TokenAsync(pair.Sign(IdOf(client)));
    }

    [Fact]
    public async Task Are_removed_at_once_but_not_the_only_way_to_sign_in()
    {
        var (first, second) = (KeyPair.P256(), KeyPair.P256());
        var client = await access.CreateAsync();
        await access.Clients.AddApiClientKeyAsync(
            new() { Name = client.Name, PublicKey = first.Public, ExpireOthers = true });
        client = await access.Clients.AddApiClientKeyAsync(new() { Name = client.Name, PublicKey = second.Public });

        client = await RemoveAsync(client, first);

        await access.RefusedAsync(first.Sign(IdOf(client)), "No public key");
        await access.TokenAsync(second.Sign(IdOf(client)));
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => RemoveAsync(client, second));
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => RemoveAsync(client, first));
        await access.TokenAsync(second.Sign(IdOf(client)));
    }

    [Fact]
    public async Task End_when_they_were_to_end()
    {
        var (pair, client) = (KeyPair.P256(), await access.CreateAsync());
        var end = DateTime.UtcNow.AddMinutes(-1);

        await access.Clients.AddApiClientKeyAsync(new()
        {
            Name = client.Name,
            PublicKey = pair.Public,
            ExpireTime = DateTime.UtcNow.AddHours(1).ToTimestamp(),
        });
        await access.TokenAsync(pair.Sign(IdOf(client)));
        await using (var owner = await access.Service.Database.OpenAsync(DatabaseRole.Owner))
        {
            await owner.RunAsync($$"""
                UPDATE api_client SET public_keys = jsonb_set(public_keys, '{0,expire_time}', '"{{end:O}}"')
                WHERE id = '{{IdOf(client)}}'
                """);
        }

        await access.RefusedAsync(pair.Sign(IdOf(client)), "No public key");
        Assert.Contains("must be in the future", await InvalidAsync(async () =>
            await access.Clients.AddApiClientKeyAsync(new()
            {
                Name = client.Name,
                PublicKey = KeyPair.P256().Public,
                ExpireTime = end.ToTimestamp(),
            })), StringComparison.Ordinal);
        // One that has ended is out of the way.
        Assert.Single((await AddAsync(client, pair.Public)).PublicKeys);
    }

    [Fact]
    public async Task Are_added_once()
    {
        var (pair, client) = (KeyPair.P256(), await access.CreateAsync());
        await AddAsync(client, pair.Public);

        await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => AddAsync(client, pair.Public));
    }

    // Else a key would give the client's scopes to whoever may add it. To take one away is open to them.
    [Fact]
    public async Task Are_not_added_by_who_lacks_a_scope_of_the_client()
    {
        var (pair, client) = (KeyPair.P256(), await access.CreateAsync("sussex", "plans.read", "plans.write"));
        var hub = access.As("sussex", "access.write", "plans.read");

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await hub.AddApiClientKeyAsync(new() { Name = client.Name, PublicKey = pair.Public }));
        await AddAsync(client, pair.Public);
        Assert.Empty((await hub.RemoveApiClientKeyAsync(
            new() { Name = client.Name, KeyId = PublicKeys.Read(pair.Public).KeyId })).PublicKeys);
    }

    [Fact]
    public async Task Of_a_revoked_client_are_forgotten_and_no_other_is_added()
    {
        var (pair, client) = (KeyPair.P256(), await access.CreateAsync());
        await AddAsync(client, pair.Public);

        var revoked = await access.Clients.RevokeApiClientAsync(new() { Name = client.Name });

        Assert.Empty(revoked.PublicKeys);
        await access.RefusedAsync(pair.Sign(IdOf(client)), "No public key");
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AddAsync(client, pair.Public));
    }

    static string IdOf(V1.ApiClient client) => client.Name["apiClients/".Length..];

    async Task<V1.ApiClient> AddAsync(V1.ApiClient client, string key) =>
        await access.Clients.AddApiClientKeyAsync(new() { Name = client.Name, PublicKey = key });

    async Task<V1.ApiClient> RemoveAsync(V1.ApiClient client, KeyPair pair) =>
        await access.Clients.RemoveApiClientKeyAsync(
            new() { Name = client.Name, KeyId = PublicKeys.Read(pair.Public).KeyId, Etag = client.Etag });

    static async Task<string> InvalidAsync(Func<Task> call) =>
        (await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, call)).Message;
}
