using Npgsql;

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
            Assert.Empty(await TablesWithAsync(secret));
            Assert.DoesNotContain(
                access.Service.Logs.Entries, entry => $"{entry}".Contains(secret, StringComparison.Ordinal));
        }

        // The controls: what is no secret is found in each, and the log says who did it.
        Assert.Superset(
            new HashSet<string>(["api_client", "change", "request"]),
            (await TablesWithAsync(created.Name["apiClients/".Length..])).ToHashSet());
    }

    /// <summary>The tables of which a row holds a text.</summary>
    async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        await using var administrator = await access.Service.Database.OpenAsync(Testing.DatabaseRole.Administrator);
        List<string> found = [];
        foreach (var table in await ReadAsync(administrator,
            "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))
        {
            // The bytes of a stored answer are compared as they are.
            var rows = await ReadAsync(administrator, $"""
                SELECT 'found' FROM "{table}" AS t
                WHERE strpos(t::text, $1) > 0 OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0 LIMIT 1
                """, text);
            if (rows.Count > 0)
            {
                found.Add(table);
            }
        }

        return found;
    }

    static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string sql, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        List<string> rows = [];
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
