using Microsoft.Extensions.Configuration;

namespace Mastery.ServiceDefaults;

/// <summary>Tokens and secrets go to another machine without encryption only where the operator says that the network
/// lets nobody else in: the setting <c>Network:AllowCleartext</c>.</summary>
static class Cleartext
{
    /// <summary>What is wrong with an address to which tokens are sent; null where nothing is.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="setting">The setting that holds the address.</param>
    /// <param name="address">The address.</param>
    public static string? Problem(IConfiguration configuration, string setting, Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
        || configuration.GetValue<bool>("Network:AllowCleartext")
            ? null
            : $"{setting} is '{address}': tokens would go to another machine without encryption. Use https, or set "
                + "Network:AllowCleartext to true where the network lets nobody else in.";
}
