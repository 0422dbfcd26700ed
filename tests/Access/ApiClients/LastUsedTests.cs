using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.Access.Tests.ApiClients;

public sealed class LastUsedTests(AccessFixture access)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    ClientUses Uses => access.Service.Services.GetRequiredService<ClientUses>();

    [Fact]
    public async Task Is_when_the_client_last_got_a_token()
    {
        var client = await access.CreateAsync();
        Assert.Null((await ReadAsync(client)).LastUsedTime);
        var start = DateTime.UtcNow;

        await UseAsync(client);

        Assert.InRange((await ReadAsync(client)).LastUsedTime.ToDateTime(), start, DateTime.UtcNow);
    }

    [Fact]
    public async Task Is_not_that_of_a_request_that_was_refused()
    {
        var client = await access.CreateAsync();

        using var answer = await access.AskAsync(Id(client), "a wrong secret");
        await Uses.WriteAsync(Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null((await ReadAsync(client)).LastUsedTime);
    }

    [Fact]
    public async Task Is_written_once_in_a_few_minutes()
    {
        var client = await access.CreateAsync();
        await UseAsync(client);
        var first = (await ReadAsync(client)).LastUsedTime;
        await UseAsync(client);
        Assert.Equal(first, (await ReadAsync(client)).LastUsedTime);

        await ExecuteAsync("UPDATE api_client SET last_used_time = now() - interval '6 minutes' WHERE id = $1", client);
        await UseAsync(client);

        Assert.True((await ReadAsync(client)).LastUsedTime > first);
    }

    [Fact]
    public async Task Changes_no_etag_and_is_in_no_log()
    {
        var client = await access.CreateAsync();
        await UseAsync(client);
        var used = await ReadAsync(client);

        var renamed = await access.Clients.UpdateApiClientAsync(new()
        {
            ApiClient = new() { Name = client.Name, DisplayName = "Renamed", Etag = used.Etag },
        });

        Assert.Equal((client.Etag, client.UpdateTime), (used.Etag, used.UpdateTime));
        Assert.Equal(used.LastUsedTime, renamed.LastUsedTime);
        // One for its creation, one for its new name.
        Assert.Equal(0, await CountAsync("resource = $1 AND change::text ~* 'last_?used'", client));
        Assert.Equal(2, await CountAsync("resource = $1", client));
    }

    async Task UseAsync(V1.ApiClient client)
    {
        using var answer = await access.AskAsync(Id(client), client.Secret);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Uses.WriteAsync(Stop);
    }

    async Task<V1.ApiClient> ReadAsync(V1.ApiClient client) =>
        await access.Clients.GetApiClientAsync(new() { Name = client.Name });

    async Task<long> CountAsync(string condition, V1.ApiClient client)
    {
        await using var administrator = await access.Service.Database.OpenAsync(Testing.DatabaseRole.Administrator);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM change WHERE {condition}", administrator);
        command.Parameters.AddWithValue(client.Name);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    async Task ExecuteAsync(string sql, V1.ApiClient client)
    {
        await using var administrator = await access.Service.Database.OpenAsync(Testing.DatabaseRole.Administrator);
        await using var command = new NpgsqlCommand(sql, administrator);
        command.Parameters.AddWithValue(Id(client));
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    static string Id(V1.ApiClient client) => client.Name["apiClients/".Length..];
}
