using System.Buffers.Text;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;
using State = Mastery.Access.V1.ApiClient.Types.State;

namespace Mastery.Access;

/// <summary>A program that may ask for tokens, with what it may do. Its secrets are kept as hashes only, and of its
/// keys there are only the public ones.</summary>
public sealed partial record ApiClient : IResource
{
    /// <summary>The resource type.</summary>
    public const string Type = "mastery.services/ApiClient";

    /// <summary>Stands for every hub, alone in <see cref="Hubs"/>.</summary>
    public const string EveryHub = TokenRights.EveryHub;

    const int SecretBytes = 32;
    const int MostSecrets = 2;

    /// <summary>The client's id: lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Hashes of its valid secrets, two at most, the newest first.</summary>
    public string[] SecretHashes { get; init; } = [];

    /// <summary>The scopes it may ask for.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>The ids of the hubs it may work for, or <see cref="EveryHub"/> alone.</summary>
    public required string[] Hubs { get; init; }

    /// <summary>The URN of the one school that its tokens are bound to; null for none.</summary>
    public string? School { get; init; }

    /// <summary>The UID of the trust to whose schools its tokens are bound; null for none.</summary>
    public string? Trust { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTime? ExpireTime { get; init; }

    /// <summary>Where it is in its life.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>When its newest secret was made.</summary>
    public DateTime RotateTime { get; init; }

    /// <summary>Rises with each change after which tokens that were given before are void.</summary>
    public long Generation { get; init; }

    /// <summary>When it last got a token, as a sample; null for never.</summary>
    public DateTime? LastUsedTime { get; init; }

    /// <summary>Rises with every write; the etag.</summary>
    public long Revision { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTime UpdateTime { get; init; }

    /// <inheritdoc/>
    public string Name => $"apiClients/{Id}";

    /// <inheritdoc/>
    public string Etag => Etags.Of(Revision);

    bool IsOfEveryHub => Hubs is [EveryHub];

    /// <summary>A client without a secret yet.</summary>
    public static ApiClient New(string id, V1.ApiClient from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new ApiClient { Id = id, DisplayName = from.DisplayName, Scopes = [], Hubs = [] }.With(from);
    }

    /// <summary>A new secret.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The client with the caller's changes.</summary>
    public ApiClient Edit(V1.ApiClient merged) => RequireActive().With(merged) is var edited && Exceeds(edited)
        ? edited with { Generation = Generation + 1 }
        : edited;

    /// <summary>The client with a new secret; one of those before stays valid beside it, unless they end.</summary>
    public ApiClient Rotate(string secret, bool expireOthers, DateTimeOffset now) => RequireActive() with
    {
        SecretHashes = [Secrets.Hash(secret), .. SecretHashes.Take(expireOthers ? 0 : MostSecrets - 1)],
        RotateTime = Stored(now),
        Generation = Generation + (expireOthers && SecretHashes.Length > 0 ? 1 : 0),
    };

    /// <summary>The client that gets no more tokens.</summary>
    public ApiClient Revoke() => RequireActive() with
    {
        State = State.Revoked,
        SecretHashes = [],
        PublicKeys = [],
        Generation = Generation + 1,
    };

    /// <summary>Whether the secret is one of the client's and the client gets tokens.</summary>
    public static bool Accepts(ApiClient? client, string secret, DateTimeOffset now) =>
        Secrets.Match(client?.SecretHashes, secret) && !client!.HasEnded(now);

    /// <summary>Whether it gets no more tokens.</summary>
    public bool HasEnded(DateTimeOffset now) => State != State.Active || ExpireTime <= now.UtcDateTime;

    /// <summary>What a caller gives with it.</summary>
    public Reach Reach => new("api_client", Scopes, Hubs, School, Trust);

    /// <summary>The most that its tokens can carry, by a key or by a secret.</summary>
    public TokenRights Rights(ClientKey? key) => new()
    {
        Holder = Id,
        Scopes = Scopes,
        Hubs = Hubs,
        School = School,
        Trust = Trust,
        EndTime = EndWith(key),
        Generation = Generation,
    };

    /// <inheritdoc cref="IResource.ToProto"/>
    public V1.ApiClient ToProto()
    {
        var shown = Logged();
        shown.LastUsedTime = LastUsedTime?.ToUniversalTime().ToTimestamp();
        return shown;
    }

    IMessage IResource.ToProto() => Logged();

    /// <summary>What a write changes: the time of the last use is no change.</summary>
    V1.ApiClient Logged() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        Scopes = { Scopes },
        Hubs = { IsOfEveryHub ? [] : Hubs.Select(hub => $"hubs/{hub}") },
        AllHubs = IsOfEveryHub,
        School = School is null ? "" : $"schools/{School}",
        Trust = Trust is null ? "" : $"trusts/{Trust}",
        ExpireTime = ExpireTime?.ToUniversalTime().ToTimestamp(),
        State = State,
        SecretCount = SecretHashes.Length,
        PublicKeys = { PublicKeys.Select(key => key.ToProto()) },
        RotateTime = RotateTime.ToUniversalTime().ToTimestamp(),
        Etag = Etag,
        CreateTime = CreateTime.ToUniversalTime().ToTimestamp(),
        UpdateTime = UpdateTime.ToUniversalTime().ToTimestamp(),
    };

    /// <summary>Refuses a revoked client.</summary>
    public ApiClient RequireActive() => State == State.Active ? this : throw ApiError.WrongState(
        Name, State, [State.Active], "create another client");

    /// <summary>Whether a token of this client can do what one of <paramref name="after"/> can't, or
    /// for longer.</summary>
    bool Exceeds(ApiClient after) =>
        Scopes.Except(after.Scopes).Any()
        || (!after.IsOfEveryHub && Hubs.Except(after.Hubs).Any())
        || ((after.School, after.Trust) is not (null, null) && (School, Trust) != (after.School, after.Trust))
        || (after.ExpireTime is { } end && !(ExpireTime <= end));

    ApiClient With(V1.ApiClient from) => from.AllHubs == from.Hubs.Count > 0
        ? throw ApiError.Invalid("api_client.hubs", "names the hubs, unless all_hubs is set")
        : from is { School.Length: > 0, Trust.Length: > 0 }
        ? throw ApiError.Invalid("api_client.trust", "must be empty where school is set")
        : this with
        {
            DisplayName = from.DisplayName,
            Scopes = [.. from.Scopes.Distinct().Order(StringComparer.Ordinal)],
            Hubs = from.AllHubs ? [EveryHub] : [.. from.Hubs.Select(hub => hub.Id()).Distinct().Order()],
            School = IdOf(from.School),
            Trust = IdOf(from.Trust),
            ExpireTime = from.ExpireTime is { } end ? Stored(end.ToDateTimeOffset()) : null,
        };

    static string? IdOf(string name) => name.Length == 0 ? null : name.Id();

    // In microseconds, as in the database, so that both compare equal.
    internal static DateTime Stored(DateTimeOffset time) =>
        time.UtcDateTime.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMicrosecond));
}
