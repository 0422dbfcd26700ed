using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Answers calls without a valid token with the same body as every other refusal.</summary>
sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Challenged)
        {
            return _otherwise.HandleAsync(next, context, policy, authorizeResult);
        }

        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure is KeysUnavailableException)
        {
            return ErrorBody.WriteAsync(context, ApiError.Unavailable("The issuer of the token"));
        }

        context.Response.Headers.WWWAuthenticate =
            context.Request.Headers.Authorization.Count > 0 ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ErrorBody.WriteAsync(context, ApiError.Unauthenticated());
    }
}
