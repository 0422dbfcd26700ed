namespace Mastery.Access.Tests.ApiClients;

/// <summary>A secret leaves the service in one answer and is kept nowhere: not in the database, its change log and its
/// stored answers, and not in the program's log.</summary>
public sealed class SecretTests(AccessFixture access)
{
    [Fact]
    public async Task Is_in_no_table_and_no_log()
    {
        var created = await access.Clients.CreateApiClientAsync(new()
        {
            ApiClientId = $"secret-{Guid.NewGuid():N}",
            ApiClient = new() { DisplayName = "Secret", Scopes = { "plans.read" }, AllHubs = true },
            RequestId = Guid.NewGuid().ToString(),
        });
        var rotated = await access.Clients.RotateApiClientSecretAsync(
            new() { Name = created.Name, RequestId = Guid.NewGuid().ToString() });

        foreach (var secret in new[] { created.Secret, rotated.Secret })
        {
            Assert.NotEmpty(secret);
            Assert.Empty(await access.TablesWithAsync(secret));
            Assert.DoesNotContain(
                access.Service.Logs.Entries, entry => $"{entry}".Contains(secret, StringComparison.Ordinal));
        }

        // The controls: what is no secret is found in each, and the log says who did it.
        Assert.Superset(
            new HashSet<string>(["api_client", "change", "request"]),
            (await access.TablesWithAsync(created.Name["apiClients/".Length..])).ToHashSet());
    }
}
