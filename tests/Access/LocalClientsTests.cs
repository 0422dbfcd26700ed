using System.Net;
using Microsoft.Extensions.Configuration;

namespace Mastery.Access.Tests;

/// <summary>The verb <c>seed-local</c>.</summary>
public sealed class LocalClientsTests(AccessFixture access)
{
    [Fact]
    public async Task Makes_the_clients_and_does_no_harm_the_second_time()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                [new("ConnectionStrings:Owner", access.Service.Database.OwnerConnectionString)]).Build();

        await LocalClients.SeedAsync(configuration);
        await LocalClients.SeedAsync(configuration);

        foreach (var id in new[] { "local-operator", "local-hub", "local-other-hub", "local-service" })
        {
            using var answer = await access.AskAsync(id, "local-only");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
