namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    static readonly string[] Scopes = ["plans.read"];
    static readonly string[] Hubs = [Hub];

    async Task ApiClientsAsync()
    {
        var client = new { displayName = "Exporter", scopes = Scopes, hubs = Hubs };
        var name = await _calls.NameAsync("createApiClient", "", client, "apiClientId=documented");
        await _calls.CallAsync("updateApiClient", name, new { displayName = "Exporter of plans" });
        await _calls.CallAsync("rotateApiClientSecret", name);
        await _calls.CallAsync("revokeApiClient", name);
    }
}
