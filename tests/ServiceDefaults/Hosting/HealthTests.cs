using System.Net;
using Grpc.Health.V1;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class HealthTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    [Fact]
    public async Task Anyone_may_ask_and_is_told_over_HTTP_and_gRPC()
    {
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await GetAsync("live"), await GetAsync("ready")));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await CheckAsync(""));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await CheckAsync("liveness"));
    }

    [Fact]
    public async Task A_schema_that_lacks_a_script_is_not_ready_but_alive()
    {
        await ExecuteAsync("UPDATE schema_version SET name = '9999_other.sql' WHERE name = '0001_library.sql'");
        try
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable),
                (await GetAsync("live"), await GetAsync("ready")));
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, await CheckAsync(""));
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await CheckAsync("liveness"));
        }
        finally
        {
            await ExecuteAsync("UPDATE schema_version SET name = '0001_library.sql' WHERE name = '9999_other.sql'");
        }
    }

    [Fact]
    public async Task A_schema_that_is_ahead_is_ready()
    {
        await ExecuteAsync(
            "INSERT INTO schema_version (type, version, description, name, checksum, installed_by, success) VALUES (0, "
                + "'2', 'next', '0002_next.sql', '', 'x', true)");

        Assert.Equal(HttpStatusCode.OK, await GetAsync("ready"));
    }

    async Task<HttpStatusCode> GetAsync(string what)
    {
        using var http = library.Service.Http((string?)null);
        using var response = await http.GetAsync($"/health/{what}");
        return response.StatusCode;
    }

    async Task<HealthCheckResponse.Types.ServingStatus> CheckAsync(string service) =>
        (await new Health.HealthClient(library.Service.Channel(null)).CheckAsync(new() { Service = service })).Status;

    async Task ExecuteAsync(string sql)
    {
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, owner);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
