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

    /// <summary>An issuer of people that cannot be reached.</summary>
    public const string AwayIssuer = "http://127.0.0.1:1/realms/away";

    readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("mastery-keys-");

    /// <summary>What the service needs to issue tokens.</summary>
    public IReadOnlyDictionary<string, string?> TokenSettings { get; private set; } = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        People = await OidcIssuer.StartAsync();
        TokenSettings = new Dictionary<string, string?>
        {
            ["Access:Issuer"] = "https://suite.test/",
            ["Services:participants"] = "http://127.0.0.1:1",
            ["Access:SigningKeys:0"] = NewKey("first"),
            ["Access:SigningKeys:1"] = NewKey("second"),
            ["PeopleIssuers:0:Address"] = People.Address,
            ["PeopleIssuers:0:Audience"] = OidcIssuer.Audience,
            // Nothing listens there.
            ["PeopleIssuers:1:Address"] = AwayIssuer,
            ["PeopleIssuers:1:Audience"] = OidcIssuer.Audience,
        };
        foreach (var (key, value) in TokenSettings)
        {
            Configure(key, value);
        }

        await InitializeAsync();
    }

    /// <summary>An issuer whose people can sign in.</summary>
    public OidcIssuer People { get; private set; } = null!;

    /// <summary>The service that has the directory.</summary>
    public TestService Participants { get; private set; } = null!;

    /// <summary>Makes a client.</summary>
    public async Task AddAsync(
        string id, string[] scopes, string[] hubs, DateTime? expires = null, params string[] secrets)
    {
        await using var owner = NpgsqlDataSource.Create(Service.Database.OwnerConnectionString);
        await using var command = owner.CreateCommand(
            "INSERT INTO api_client (id, display_name, secret_hashes, scopes, hubs, expire_time) VALUES ($1, $1, $2, "
                + "$3, $4, $5)");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue((secrets is [] ? [Secret] : secrets).Select(Secrets.Hash).ToArray());
        command.Parameters.AddWithValue(scopes);
        command.Parameters.AddWithValue(hubs);
        command.Parameters.AddWithValue((object?)expires ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for a token with HTTP Basic.</summary>
    /// <param name="id">The client.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="scope">The scopes to ask for.</param>
    /// <param name="hub">The hubs to ask for.</param>
    /// <param name="from">The caller's address, as the gateway sends it.</param>
    /// <param name="at">Another service to ask.</param>
    /// <param name="school">The school to ask for.</param>
    /// <param name="trust">The trust to ask for.</param>
    public async Task<HttpResponseMessage> AskAsync(string id, string secret, string? scope = null, string? hub = null,
        string? from = null, TestService? at = null, string? school = null, string? trust = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        var pair = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials" };
        foreach (var (field, value) in new[] { ("scope", scope), ("hub", hub), ("school", school), ("trust", trust) }
            .Where(given => given.Item2 is not null))
        {
            form[field] = value!;
        }

        return await SendAsync(request, form, at);
    }

    /// <summary>Sends a form to the token endpoint.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Dictionary<string, string> form, TestService? at = null)
    {
        using var http = Anonymous(at);
        request.Content = new FormUrlEncodedContent(form);
        request.Version = http.DefaultRequestVersion;
        request.VersionPolicy = http.DefaultVersionPolicy;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>An HTTP client of the service without any token.</summary>
    public HttpClient Anonymous(TestService? at = null) => new()
    {
        BaseAddress = (at ?? Service).Address,
        DefaultRequestVersion = new(2, 0),
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>A client of the service for a hub's administrator.</summary>
    public V1.AccessService.AccessServiceClient As(string hub, params string[] scopes) =>
        Client<V1.AccessService.AccessServiceClient>(Token.Of(hub, scopes));

    /// <summary>A client that may do everything.</summary>
    public V1.AccessService.AccessServiceClient Clients => As("*");

    /// <summary>An API client of one hub.</summary>
    public async Task<V1.ApiClient> CreateAsync(string hub = "sussex", params string[] scopes) =>
        await Clients.CreateApiClientAsync(new()
        {
            ApiClientId = $"made-{Guid.NewGuid():N}",
            ApiClient = new()
            {
                DisplayName = "Made for a test",
                Scopes = { scopes is [] ? ["plans.read"] : scopes },
                Hubs = { $"hubs/{hub}" },
            },
        });

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await People.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task StartPeersAsync()
    {
        ConfigureUnreachablePeer("focus-catalogue");
        ConfigureUnreachablePeer("development-plans");
        Participants = await StartPeerAsync<Participants.ParticipantStore>("participants");
    }

    string NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = Path.Combine(_keys.FullName, $"{name}.pem");
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
