using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mastery.ServiceDefaults;

/// <summary>Lets in who has a valid token, <c>Authorization: Bearer …</c>, and to endpoints that say
/// <c>AllowAnonymous</c> everybody. All else, what leads to no endpoint too, is answered with the same body as every
/// other refusal.</summary>
/// <remarks>In place of ASP.NET Core's middleware for authentication and authorization: there is one scheme and one
/// policy, and to look them up took more of a call than what they decide.</remarks>
sealed class TokenAuthentication(
    RequestDelegate next, TokenValidator tokens, Revocations revocations, SecurityLog security)
{
    const string Prefix = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var anybody = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (anybody || await AuthenticateAsync(context))
        {
            await next(context);
        }
    }

    /// <summary>Makes who holds the token the user of the call.</summary>
    /// <returns>Whether anybody does; if not, the call has been answered.</returns>
    async ValueTask<bool> AuthenticateAsync(HttpContext context)
    {
        try
        {
            if (await HolderAsync(context) is not { } holder)
            {
                await RefuseAsync(
                    context, HasToken(context) ? "token_invalid" : "token_missing", ApiError.Unauthenticated());
                return false;
            }

            if (revocations.Cover(holder.Caller))
            {
                await RefuseAsync(context, SecurityLog.TokenVoid, ApiError.TokenVoid());
                return false;
            }

            context.User = holder;
            return true;
        }
        catch (KeysUnavailableException)
        {
            await ErrorBody.WriteAsync(context, ApiError.Unavailable("The issuer of the token"));
            return false;
        }
    }

    ValueTask<CallerPrincipal?> HolderAsync(HttpContext context)
    {
        string? header = context.Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var token = header.AsSpan(Prefix.Length).Trim();
        return tokens.FindValidated(token) is { } known
            ? new(known)
            : new(tokens.ValidateAsync(token.ToString(), context.RequestAborted));
    }

    Task RefuseAsync(HttpContext context, string reason, ApiError error)
    {
        security.Unauthenticated(Endpoint(context), reason, context.Connection.RemoteIpAddress);
        context.Response.Headers.WWWAuthenticate = HasToken(context) ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ErrorBody.WriteAsync(context, error);
    }

    static bool HasToken(HttpContext context) => context.Request.Headers.Authorization.Count > 0;

    /// <summary>What was called, by its route: paths are the caller's own words.</summary>
    static string Endpoint(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no endpoint";
}
