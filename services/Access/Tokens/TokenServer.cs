using System.Security.Cryptography;
using Mastery.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>Sets up OpenIddict as the suite's token endpoint.</summary>
public static class TokenServer
{
    /// <summary>How long tokens are valid, at most.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    const string TokenPath = "oauth2/token";
    const string KeysPath = ".well-known/jwks";

    /// <summary>
    /// Serves <c>/oauth2/token</c>, <c>/.well-known/jwks</c> and <c>/.well-known/openid-configuration</c>.
    /// Configuration: <c>Access:Issuer</c>, an absolute address; <c>Access:SigningKeys</c>, paths of PEM files with EC
    /// P-256 private keys, of which the first signs and all are published, so that keys can be rotated while old tokens
    /// stay valid. Tokens are <c>at+jwt</c>, ES256, and are valid for ten minutes.
    /// </summary>
    public static IServiceCollection AddTokenServer(this IServiceCollection services)
    {
        // It would log six lines per token.
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning));
        services.AddScoped<TokenRequests>().AddScoped<TokenEvents>().AddSingleton<TokenForm>()
            .AddSingleton<TokenFailures>().AddSingleton<AssertionHandlers>()
            .AddSingleton<ClientAssertions>().AddSingleton<UsedAssertions>()
            .AddSingleton<ExchangeHandlers>().AddSingleton<SubjectTokens>().AddSingleton<PeopleIssuers>()
            .AddHostedService(provider => provider.GetRequiredService<UsedAssertions>());
        services.AddOptions<TokenFailureOptions>().BindConfiguration("RateLimits:TokenFailures").ValidateOnStart()
            .Validate(limit => limit.PermitLimit > 0 && limit.Window > TimeSpan.Zero,
                "RateLimits:TokenFailures:PermitLimit and RateLimits:TokenFailures:Window must be above zero.");
        services.Configure<FormOptions>(form =>
            (form.ValueCountLimit, form.ValueLengthLimit) = (TokenForm.MostFields, TokenForm.LongestField));
        services.AddOpenIddict().AddServer(server =>
        {
            server
                // No OpenIddict store: clients are ours, and access tokens are not kept.
                .EnableDegradedMode()
                .DisableScopeValidation()
                .AllowClientCredentialsFlow()
                .SetTokenEndpointUris(TokenPath)
                .SetJsonWebKeySetEndpointUris(KeysPath)
                .SetAccessTokenLifetime(Lifetime)
                .DisableAccessTokenEncryption()
                .AddEphemeralEncryptionKey();
            // TLS ends at the gateway.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            AddHandlers(server);
        });
        services.AddOptions<OpenIddictServerOptions>().ValidateOnStart()
            .Configure<IConfiguration, IHostEnvironment>(Configure)
            .Configure<PeopleIssuers, IConfiguration, IHostEnvironment>(ConfigureExchange);
        return services;
    }

    static void AddHandlers(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(
            handler => handler.UseSingletonHandler<TokenForm>().SetOrder(int.MinValue));
        server.AddEventHandler<ValidateTokenRequestContext>(
            handler => handler.UseSingletonHandler<AssertionHandlers>().SetOrder(int.MinValue));
        server.AddEventHandler<ValidateTokenRequestContext>(
            handler => handler.UseSingletonHandler<TokenForm>().SetOrder(int.MinValue + 1));
        server.AddEventHandler<ProcessAuthenticationContext>(
            handler => handler.UseSingletonHandler<AssertionHandlers>().SetOrder(AssertionHandlers.BeforeTokens));
        server.AddEventHandler<ValidateTokenRequestContext>(
            handler => handler.UseSingletonHandler<ExchangeHandlers>().SetOrder(int.MinValue));
        server.AddEventHandler<ProcessAuthenticationContext>(
            handler => handler.UseSingletonHandler<ExchangeHandlers>().SetOrder(AssertionHandlers.BeforeTokens));
        server.AddEventHandler<HandleConfigurationRequestContext>(
            handler => handler.UseSingletonHandler<AssertionHandlers>());
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseScopedHandler<TokenRequests>());
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<TokenRequests>());
        server.AddEventHandler<ApplyTokenResponseContext>(
            handler => handler.UseScopedHandler<TokenEvents>().SetOrder(int.MinValue));
    }

    static void Configure(
        OpenIddictServerOptions server, IConfiguration configuration, IHostEnvironment environment)
    {
        var issuer = configuration["Access:Issuer"];
        if (IssuerAddress.Problem("Access:Issuer", issuer, environment) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        server.Issuer = new Uri(issuer!);
        // The first address is what the documents name, the second where this service itself is asked.
        server.TokenEndpointUris.Insert(0, Public(server.Issuer, TokenPath));
        server.JsonWebKeySetEndpointUris.Insert(0, Public(server.Issuer, KeysPath));
        foreach (var key in SigningKeys(configuration))
        {
            server.SigningCredentials.Add(new(key, SecurityAlgorithms.EcdsaSha256));
        }
    }

    /// <summary>Without an issuer of people there is nothing to exchange, and the discovery document says so.</summary>
    static void ConfigureExchange(OpenIddictServerOptions server, PeopleIssuers people, IConfiguration configuration,
        IHostEnvironment environment)
    {
        if (people.Problems(environment).FirstOrDefault() is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        if (people.All.Count > 0)
        {
            server.GrantTypes.Add(OpenIddictConstants.GrantTypes.TokenExchange);
        }

        server.SubjectTokenTypes.Clear();
        server.SubjectTokenTypes.UnionWith(ExchangeHandlers.SubjectTokenTypes);
        server.ActorTokenTypes.Clear();
        server.Audiences.Add(configuration["Auth:Audience"] ?? "mastery-services");
    }

    static Uri Public(Uri issuer, string path) => new($"{issuer.AbsoluteUri.TrimEnd('/')}/{path}");

    static IEnumerable<ECDsaSecurityKey> SigningKeys(IConfiguration configuration)
    {
        var paths = configuration.GetSection("Access:SigningKeys").Get<string[]>();
        return paths is { Length: > 0 } ? paths.Select(Load) : throw new InvalidOperationException(
            "Access:SigningKeys:0 is not set: it is the path of a PEM file with an EC P-256 private key.");
    }

    static ECDsaSecurityKey Load(string path, int index)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException(
                $"Access:SigningKeys:{index} is '{path}': it is no readable PEM file with an EC P-256 private key.",
                exception);
        }

        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }
}
