using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;

namespace Mastery.ServiceDefaults;

/// <summary>Asks the Access service. What it answers holds ids of clients and numbers, and is asked for without a
/// token, as the keys are: a service need not have an identity of its own, and whoever could change the answer could
/// change the keys too. The gateway does not route to it.</summary>
sealed class AccessRevocations(IConfiguration configuration) : IRevocationSource, IDisposable
{
    /// <summary>The path at the Access service.</summary>
    public const string Path = "/internal/revocations";

    const string Issuer = "access";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    readonly HttpClient _http = new(new CleartextHttp2Handler(new SocketsHttpHandler())) { Timeout = Timeout };

    /// <summary>Whether the settings say where to ask.</summary>
    public bool IsConfigured => Address is not null;

    Uri? Address => AddressIn(configuration);

    /// <summary>Where the settings say to ask; null where they do not.</summary>
    public static Uri? AddressIn(IConfiguration configuration) =>
        configuration["Auth:RevocationsUri"] is { Length: > 0 } given ? new(given)
        : configuration[$"Services:{Issuer}"] is { Length: > 0 } access ? new($"{access.TrimEnd('/')}{Path}")
        : null;

    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync<RevocationList>(Address, cancellation))?.Generations
        ?? throw new InvalidDataException($"{Address} answered nothing.");

    public void Dispose() => _http.Dispose();

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="required">Whether they must say where to ask.</param>
    public static string? Problem(IConfiguration configuration, bool required) =>
        configuration["Auth:RevocationsUri"] switch
        {
            null or "" when required && configuration[$"Services:{Issuer}"] is null or "" =>
                "Neither Auth:RevocationsUri nor Services:access is set: one of them says where to learn which tokens "
                + "are void.",
            null or "" => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https" => null,
            var text => $"Auth:RevocationsUri is '{text}': it must be an http or https URL.",
        };
}

/// <summary>The answer of the Access service.</summary>
/// <param name="Generations">For each client, the oldest generation of tokens that is not void.</param>
public sealed record RevocationList(IReadOnlyDictionary<string, long> Generations);
