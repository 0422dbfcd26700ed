using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>The authentication scheme: <c>Authorization: Bearer …</c>.</summary>
sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    TokenValidator tokens, Revocations revocations)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "Bearer";

    const string Prefix = "Bearer ";

    static readonly TokenVoidException Void = new();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        try
        {
            var principal = await tokens.ValidateAsync(header[Prefix.Length..].Trim(), Context.RequestAborted);
            return principal is null
                ? AuthenticateResult.Fail("The token is not valid.")
                : revocations.Cover(principal.Caller) ? AuthenticateResult.Fail(Void)
                : AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme));
        }
        catch (KeysUnavailableException exception)
        {
            return AuthenticateResult.Fail(exception);
        }
    }
}
