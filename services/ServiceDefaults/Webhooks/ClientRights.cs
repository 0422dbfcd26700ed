using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;

namespace Mastery.ServiceDefaults;

/// <summary>What an API client may do.</summary>
/// <param name="Active">Whether it gets tokens. Where it does not, the rest says nothing.</param>
/// <param name="Scopes">The scopes that its tokens may carry.</param>
/// <param name="Hubs">The ids of the hubs that it may work for, or <c>*</c> alone.</param>
/// <param name="Bound">Whether it is bound to a school or a trust.</param>
public sealed record ClientRights(
    bool Active, IReadOnlyList<string> Scopes, IReadOnlyList<string> Hubs, bool Bound)
{
    /// <summary>Those of a client that is revoked, has expired, or is not there.</summary>
    public static ClientRights None { get; } = new(false, [], [], false);
}

/// <summary>Where a service learns what an API client may do that does not call at the moment.</summary>
public interface IClientRightsSource
{
    /// <summary>What a client may do now.</summary>
    Task<ClientRights> ReadAsync(string client, CancellationToken cancellation);
}

/// <summary>Asks the Access service, without a token, as <see cref="AccessRevocations"/> does: the own token of a
/// service is for one hub, and clients have several, or none where the log of what belongs to no hub is theirs to
/// read.</summary>
sealed class AccessClientRights(IConfiguration configuration) : IClientRightsSource, IDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    readonly HttpClient _http = new(new CleartextHttp2Handler(new SocketsHttpHandler())) { Timeout = Timeout };

    public async Task<ClientRights> ReadAsync(string client, CancellationToken cancellation)
    {
        var address = AccessRevocations.AddressIn(configuration)
            ?? throw new HttpRequestException("Neither Auth:RevocationsUri nor Services:access is set.");
        return await _http.GetFromJsonAsync<ClientRights>(
            new Uri(address, $"clients/{Uri.EscapeDataString(client)}"), cancellation)
            ?? throw new HttpRequestException("The Access service answered nothing.");
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Judges whether the owner of a webhook may still read what it is sent. What Access said counts for less than
/// the five seconds in which a revocation has to be effective.</summary>
sealed class WebhookOwners(IClientRightsSource source, TimeProvider time)
{
    const string Needed = "changes.read";

    static readonly TimeSpan Kept = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<string, (long Since, ClientRights Rights)> _known = new();

    /// <summary>The owner as a caller; else why it is none.</summary>
    /// <exception cref="HttpRequestException">Nobody can say.</exception>
    public async Task<(Caller? Caller, DisabledReason Reason)> JudgeAsync(
        WebhookRow webhook, CancellationToken cancellation)
    {
        var rights = await ReadAsync(webhook.ClientId, cancellation);
        return !rights.Active ? (null, DisabledReason.ClientEnded)
            : rights.Bound || !rights.Scopes.Contains(Needed) || !Covers(rights, webhook.HubId)
            ? (null, DisabledReason.RightLost)
            : (new()
            {
                Actor = webhook.ClientId,
                Client = webhook.ClientId,
                Scopes = rights.Scopes.ToFrozenSet(),
                Hubs = [webhook.HubId],
            }, default);
    }

    async Task<ClientRights> ReadAsync(string client, CancellationToken cancellation)
    {
        if (_known.TryGetValue(client, out var known) && time.GetElapsedTime(known.Since) < Kept)
        {
            return known.Rights;
        }

        var asked = time.GetTimestamp();
        var rights = await source.ReadAsync(client, cancellation);
        _known[client] = (asked, rights);
        return rights;
    }

    static bool Covers(ClientRights rights, string hub) =>
        hub == ResourceName.National || rights.Hubs.Contains("*") || rights.Hubs.Contains(hub);
}
