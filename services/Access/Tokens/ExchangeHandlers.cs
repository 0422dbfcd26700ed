using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>Token exchange (RFC 8693) in OpenIddict's pipeline, which would take tokens of its own only: those of
/// people's issuers are left to <see cref="TokenRequests"/>.</summary>
public sealed class ExchangeHandlers :
    IOpenIddictServerHandler<ProcessAuthenticationContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <summary>Stands for the client, as long as the grant is not known.</summary>
    const string NoClient = "token-exchange";

    /// <summary>The types of tokens that are taken. Which it is makes no difference.</summary>
    public static readonly IReadOnlyList<string> SubjectTokenTypes =
    [
        OpenIddictConstants.TokenTypeIdentifiers.IdentityToken,
        OpenIddictConstants.TokenTypeIdentifiers.AccessToken,
        "urn:ietf:params:oauth:token-type:jwt",
    ];

    /// <inheritdoc/>
    public ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ExtractSubjectToken = context.RequireSubjectToken = context.ValidateSubjectToken = false;
        return default;
    }

    /// <summary>The person signs in, not the program that the person uses: it needs no client here.</summary>
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.IsTokenExchangeGrantType())
        {
            return default;
        }

        if (context.Request is { ClientSecret.Length: > 0 } or { ClientAssertion.Length: > 0 }
            or { ActorToken.Length: > 0 })
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest,
                "A person's token is exchanged without credentials of a client: leave client_secret, client_assertion "
                + "and actor_token out.");
        }

        context.Request.ClientId = NoClient;
        return default;
    }
}
