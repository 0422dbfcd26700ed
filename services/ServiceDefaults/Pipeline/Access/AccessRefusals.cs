using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Answers calls without a valid token with the same body as every other refusal.</summary>
sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
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

        context.Response.Headers.WWWAuthenticate =
            context.Request.Headers.Authorization.Count > 0 ? "Bearer error=\"invalid_token\"" : "Bearer";
        await ErrorBody.WriteAsync(
            context, failure is TokenVoidException ? ApiError.TokenVoid() : ApiError.Unauthenticated());
    }
}
