using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>What <see cref="TokenAuthentication"/> needs to tell valid tokens from others.</summary>
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
        services.AddSingleton<SecurityLog>();
        return services;
    }
}
