using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>
/// The first client of a new installation, which makes the others: every scope, every hub. It is made by whoever can
/// start the program with the database's connection.
/// </summary>
public static class Bootstrap
{
    const string Actor = "bootstrap";

    /// <summary>The verb that makes it.</summary>
    public static ServiceVerb Verb { get; } = new(
        "bootstrap",
        "Makes the first client, as ConnectionStrings:Database, and prints its id and secret, once. Where a client is "
        + "active already it refuses, unless --Bootstrap:Again=true. --Bootstrap:ClientId=ID chooses the id.",
        RunAsync);

    static async Task<int> RunAsync(WebApplication app)
    {
        var secret = ApiClient.NewSecret();
        var client = new ApiClient
        {
            Id = app.Configuration["Bootstrap:ClientId"] ?? "first-operator",
            DisplayName = "First operator, every hub",
            Scopes = [.. ContractIndex.Scopes],
            Hubs = [ApiClient.EveryHub],
        }.Rotate(secret, expireOthers: true, DateTimeOffset.UtcNow);
        try
        {
            var again = app.Configuration.GetValue("Bootstrap:Again", false);
            await app.Services.GetRequiredService<HubUnitOfWork>().RunAsync<ApiClientStore>(
                ResourceName.National, Actor, clients => MakeAsync(clients, client, again));
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is { } error)
        {
            await Console.Error.WriteLineAsync($"bootstrap made no client: {error.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync($"client_id={client.Id}\nclient_secret={secret}");
        return 0;
    }

    static async Task MakeAsync(ApiClientStore clients, ApiClient client, bool again)
    {
        if (!again && await clients.AnyActiveAsync())
        {
            throw ApiError.AlreadyExists(ApiClient.Type, "an active client");
        }

        await clients.InsertAsync(client);
    }
}
