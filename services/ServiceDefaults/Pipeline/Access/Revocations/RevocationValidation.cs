using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>In Production a service knows where it learns which tokens are void.</summary>
sealed class RevocationValidation(
    IConfiguration configuration, IHostEnvironment environment, IRevocationSource source)
    : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options) =>
        AccessRevocations.Problem(configuration, environment.IsProduction() && source is AccessRevocations)
            is { } problem
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
}
