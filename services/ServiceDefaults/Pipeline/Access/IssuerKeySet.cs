using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Mastery.ServiceDefaults;

/// <summary>The public keys of one issuer. The library's manager fetches them when they are first needed, and then in
/// the background from time to time, so that a withdrawn key is forgotten and nobody waits.</summary>
sealed class IssuerKeySet
{
    readonly IssuerDocuments _documents;
    readonly IConfigurationRetriever<OpenIdConnectConfiguration> _retriever;

    public IssuerKeySet(IssuerOptions issuer, IssuerDocuments documents)
    {
        _documents = documents;
        _retriever = issuer.JwksUri.Length > 0 ? new KeysOnly() : new OpenIdConnectConfigurationRetriever();
        Manager = new(Address(issuer), _retriever, documents, new OpenIdConnectConfigurationValidator())
        {
            AutomaticRefreshInterval = ConfigurationManager<OpenIdConnectConfiguration>.MinimumAutomaticRefreshInterval,
            RefreshInterval = ConfigurationManager<OpenIdConnectConfiguration>.MinimumRefreshInterval,
        };
    }

    /// <summary>What keeps the keys.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Manager { get; }

    /// <summary>The keys, fetched again if <paramref name="keyId"/> is not among them.</summary>
    /// <exception cref="KeysUnavailableException">They cannot be fetched.</exception>
    public async Task<IReadOnlyCollection<SecurityKey>> OfAsync(string? keyId, CancellationToken cancellation)
    {
        try
        {
            var known = await Manager.GetConfigurationAsync(cancellation);
            return keyId is null || known.SigningKeys.Any(key => key.KeyId == keyId)
                ? [.. known.SigningKeys]
                : await FetchAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new KeysUnavailableException(exception);
        }
    }

    /// <summary>The keys of this moment, which the manager takes too, from the same document.</summary>
    async Task<IReadOnlyCollection<SecurityKey>> FetchAsync(CancellationToken cancellation)
    {
        var fetched = await _retriever.GetConfigurationAsync(Manager.MetadataAddress, _documents, cancellation);
        Manager.RequestRefresh();
        return [.. fetched.SigningKeys];
    }

    static string Address(IssuerOptions issuer) => issuer.JwksUri.Length > 0
        ? issuer.JwksUri
        : $"{issuer.Issuer.TrimEnd('/')}/.well-known/openid-configuration";

    /// <summary>Reads the keys where they are published, without the issuer's other document.</summary>
    sealed class KeysOnly : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address,
            IDocumentRetriever retriever, CancellationToken cancel)
        {
            var keys = new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel));
            var configuration = new OpenIdConnectConfiguration { JsonWebKeySet = keys };
            foreach (var key in keys.GetSigningKeys())
            {
                configuration.SigningKeys.Add(key);
            }

            return configuration;
        }
    }
}
