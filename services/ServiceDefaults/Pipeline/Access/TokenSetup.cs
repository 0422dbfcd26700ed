using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Bearer tokens for everything: an endpoint that says nothing of access needs one.</summary>
static class TokenSetup
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration("Auth").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthValidation>();
        services.AddSingleton<IValidateOptions<AuthOptions>, RevocationValidation>();
        services.AddSingleton<IssuerKeys>().AddSingleton<TokenValidator>();
        services.AddSingleton<IRevocationSource, AccessRevocations>().AddSingleton<Revocations>()
            .AddHostedService<RevocationPolling>();
        services.AddAuthentication(TokenHandler.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme, null);
        services.AddSingleton<SecurityLog>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder(TokenHandler.Scheme).RequireAuthenticatedUser().Build());
        return services;
    }
}
