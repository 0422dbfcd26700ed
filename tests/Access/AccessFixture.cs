using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Mastery.Access.Tests;
using Mastery.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(AccessFixture))]

namespace Mastery.Access.Tests;

/// <summary>The Access service with two signing keys and the clients that the tests make.</summary>
public sealed class AccessFixture() : ServiceFixture<ApiClient>("access"), IAsyncLifetime
{
    public const string Secret = "a secret for tests";

    readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("mastery-keys-");

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Configure("Access:Issuer", "http://suite.test/");
        Configure("Access:SigningKeys:0", NewKey("first"));
        Configure("Access:SigningKeys:1", NewKey("second"));
        await InitializeAsync();
    }

    /// <summary>Makes a client.</summary>
    public async Task AddAsync(
        string id, string[] scopes, string[] hubs, DateTime? expires = null, params string[] secrets)
    {
        await using var owner = NpgsqlDataSource.Create(Service.Database.OwnerConnectionString);
        await using var command = owner.CreateCommand(
            "INSERT INTO api_client (id, display_name, secret_hashes, scopes, hubs, expire_time) VALUES ($1, $1, $2, "
                + "$3, $4, $5)");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue((secrets is [] ? [Secret] : secrets).Select(ApiClient.Hash).ToArray());
        command.Parameters.AddWithValue(scopes);
        command.Parameters.AddWithValue(hubs);
        command.Parameters.AddWithValue((object?)expires ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for a token with HTTP Basic.</summary>
    public async Task<HttpResponseMessage> AskAsync(string id, string secret, string? scope = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        var pair = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials" };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return await SendAsync(request, form);
    }

    /// <summary>Sends a form to the token endpoint.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Dictionary<string, string> form)
    {
        using var http = Anonymous();
        request.Content = new FormUrlEncodedContent(form);
        request.Version = http.DefaultRequestVersion;
        request.VersionPolicy = http.DefaultVersionPolicy;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>An HTTP client of the service without any token.</summary>
    public HttpClient Anonymous() => new()
    {
        BaseAddress = Service.Address,
        DefaultRequestVersion = new(2, 0),
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    string NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = Path.Combine(_keys.FullName, $"{name}.pem");
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
