using Microsoft.Extensions.Hosting;

namespace Mastery.ServiceDefaults;

/// <summary>What the address of an issuer of tokens must be.</summary>
public static class IssuerAddress
{
    /// <summary>What is wrong with an address; null when nothing is.</summary>
    /// <param name="setting">The setting that holds it.</param>
    /// <param name="value">The address.</param>
    /// <param name="environment">Where the service runs: on one machine, plain http will do.</param>
    public static string? Problem(string setting, string? value, IHostEnvironment environment) =>
        string.IsNullOrEmpty(value) ? $"{setting} is not set: it is the address of an issuer of tokens."
        : !Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            ? $"{setting} is '{value}': it must be an absolute https address."
        : address.Scheme == "http" && !IsLocal(environment)
            ? $"{setting} is '{value}': it must be https, but where the environment is Local or Development."
        : IsThisMachine(address) && !IsLocal(environment)
            ? $"{setting} is '{value}': it names this machine, but where the environment is Local or Development it "
                + "must be an address that callers and services elsewhere know."
        : null;

    static bool IsThisMachine(Uri address) =>
        address.IsLoopback || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    static bool IsLocal(IHostEnvironment environment) =>
        environment.IsEnvironment("Local") || environment.IsDevelopment();
}
