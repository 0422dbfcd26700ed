using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Whose tokens are accepted is said, and safely.</summary>
sealed class AuthValidation(IHostEnvironment environment) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        List<string> problems = [.. options.Issuers.SelectMany(Problems)];
        if (options.Issuers.Count == 0)
        {
            problems.Add("Auth:Issuers:0:Issuer is not set: it is the address of an issuer of tokens.");
        }

        if (options.Audience.Length == 0)
        {
            problems.Add("Auth:Audience is empty: it is the audience that a token must name.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    IEnumerable<string> Problems(IssuerOptions issuer, int index)
    {
        if (IssuerAddress.Problem($"Auth:Issuers:{index}:Issuer", issuer.Issuer, environment) is { } address)
        {
            yield return address;
        }

        var setting = $"Auth:Issuers:{index}:JwksUri";
        if (index == 0 && issuer.JwksUri.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            // The suite's own keys are fetched within its network, where calls are in cleartext too.
            yield break;
        }

        if (issuer.JwksUri.Length > 0 && IssuerAddress.Problem(setting, issuer.JwksUri, environment) is { } keys)
        {
            yield return keys;
        }
    }
}
