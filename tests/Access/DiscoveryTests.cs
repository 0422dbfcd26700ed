using System.Net.Http.Json;
using System.Text.Json;

namespace Mastery.Access.Tests;

/// <summary>The issuer's documents name the suite's public addresses, whoever asks by whatever address.</summary>
public sealed class DiscoveryTests(AccessFixture access)
{
    [Fact]
    public async Task Names_the_public_addresses_only()
    {
        using var http = access.Anonymous();

        var text = await http.GetStringAsync(
            ".well-known/openid-configuration", TestContext.Current.CancellationToken);
        var document = JsonElement.Parse(text);

        Assert.Equal("https://suite.test/", document.GetProperty("issuer").GetString());
        Assert.Equal("https://suite.test/oauth2/token", document.GetProperty("token_endpoint").GetString());
        Assert.Equal("https://suite.test/.well-known/jwks", document.GetProperty("jwks_uri").GetString());
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishes_keys_that_name_no_address()
    {
        using var http = access.Anonymous();

        var keys = await http.GetFromJsonAsync<JsonElement>(".well-known/jwks", TestContext.Current.CancellationToken);

        Assert.Equal(2, keys.GetProperty("keys").GetArrayLength());
        Assert.DoesNotContain("127.0.0.1", keys.ToString(), StringComparison.Ordinal);
    }
}
