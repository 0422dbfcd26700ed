using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mastery.ServiceDefaults;

/// <summary>Answers calls without a valid token with the same body as every other refusal.</summary>
sealed class AccessRefusals(SecurityLog security) : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Challenged)
        {
            await _otherwise.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        // The handler remembers what came of the request's token; no feature tells of a failure.
        var failure = (await context.AuthenticateAsync(TokenHandler.Scheme)).Failure;
        if (failure is KeysUnavailableException)
        {
            await ErrorBody.WriteAsync(context, ApiError.Unavailable("The issuer of the token"));
            return;
        }

        var sent = context.Request.Headers.Authorization.Count > 0;
        security.Unauthenticated(Endpoint(context),
            failure is TokenVoidException ? SecurityLog.TokenVoid : sent ? "token_invalid" : "token_missing",
            context.Connection.RemoteIpAddress);
        context.Response.Headers.WWWAuthenticate = sent ? "Bearer error=\"invalid_token\"" : "Bearer";
        await ErrorBody.WriteAsync(
            context, failure is TokenVoidException ? ApiError.TokenVoid() : ApiError.Unauthenticated());
    }

    /// <summary>What was called, by its route: paths are the caller's own words.</summary>
    static string Endpoint(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no endpoint";
}
