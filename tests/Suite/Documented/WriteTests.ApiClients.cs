using System.Security.Cryptography;

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
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var added = await _calls.CallAsync(
            "addApiClientKey", name, new { publicKey = key.ExportSubjectPublicKeyInfoPem() });
        var keyId = added.GetProperty("publicKeys")[0].GetProperty("keyId").GetString();
        await _calls.CallAsync("removeApiClientKey", name, new { keyId });
        await _calls.CallAsync("revokeApiClient", name);
    }

    async Task GrantsAsync()
    {
        var grant = new
        {
            issuer = suite.Settings.PeopleIssuer,
            externalGroup = "Hub team",
            role = "ROLE_HUB_COORDINATOR",
            hubs = Hubs,
            displayName = "The hub's team",
        };
        var name = await _calls.NameAsync("createGrant", "", grant);
        await _calls.CallAsync("updateGrant", name, new { reason = "They run the programme" });
        await _calls.CallAsync("revokeGrant", name);
        var opened = await _calls.CallAsync("breakGlass", "", new
        {
            hub = Hubs[0],
            issuer = suite.Settings.PeopleIssuer,
            subject = "5f0c7a53",
            displayName = "Ada Lovelace",
            reason = "Nobody of the hub can be reached",
        });
        Assert.True(opened.GetProperty("breakGlass").GetBoolean());
    }
}
