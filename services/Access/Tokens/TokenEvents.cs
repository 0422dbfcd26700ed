using System.Net;
using Mastery.ServiceDefaults;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>Notes what came of a request for a token, whoever decided it.</summary>
public sealed class TokenEvents(SecurityLog log) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    /// <summary>The client, where it is one that there is, or the person's grant.</summary>
    public string Client { get; set; } = SecurityLog.Unknown;

    /// <summary>Why there is no token, where the error of the answer says less.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc/>
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.Transaction.GetHttpRequest()?.HttpContext.Connection.RemoteIpAddress;
        if (context.Response.Error is { Length: > 0 } error)
        {
            Refuse(context.Request, Reason ?? error, address);
        }
        else
        {
            log.TokenGiven(Client, GrantType(context.Request), address);
        }

        return default;
    }

    /// <summary>Notes that there is no token.</summary>
    public void Refuse(OpenIddictRequest? request, string reason, IPAddress? address) =>
        log.TokenRefused(Client, GrantType(request), reason, address);

    /// <summary>A word of ours for what was sent.</summary>
    static string GrantType(OpenIddictRequest? request) => request switch
    {
        _ when request?.IsClientCredentialsGrantType() ?? false => "client_credentials",
        _ when request?.IsTokenExchangeGrantType() ?? false => "token_exchange",
        _ => "another way",
    };
}
