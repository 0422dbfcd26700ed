using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>
/// Answers <c>POST /oauth2/token</c> (RFC 6749, client credentials). OpenIddict implements the protocol; this class
/// decides who the client is and what it may do.
/// </summary>
public sealed class TokenRequests(ApiClientStore clients, TimeProvider clock, IConfiguration configuration) :
    IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>
{
    ApiClient? _client;

    /// <inheritdoc/>
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        _client = await clients.FindAsync(context.ClientId ?? "");
        if (!ApiClient.Accepts(_client, context.ClientSecret ?? "", clock.GetUtcNow()))
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidClient,
                "The client id or secret is wrong, or the client has expired.");
        }
        else if (_client!.Grant(context.Request.GetScopes()) is null)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidScope,
                $"The client may ask for: {string.Join(' ', _client.Scopes)}. Leave scope out for all of these.");
        }
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var identity = new ClaimsIdentity("client_credentials")
            .SetClaim(Claims.Subject, _client!.Id)
            .SetClaim(Claims.ClientId, _client.Id)
            .SetClaims("hub", [.. _client.Hubs]);
        identity.SetScopes(_client.Grant(context.Request.GetScopes())!);
        identity.SetAudiences(configuration["Auth:Audience"] ?? "mastery-services");
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }
}
